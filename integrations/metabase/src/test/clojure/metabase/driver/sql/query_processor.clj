(ns metabase.driver.sql.query-processor
  "Stand-in: the multimethods of Metabase's SQL generator that the plugin extends, and those of its
  inherited methods that call the plugin's, built to give the same SQL."
  (:require
   [metabase.driver :as driver]
   [metabase.driver.common :as driver.common]
   [metabase.util.honey-sql-2 :as h2x]))

(defmulti date (fn [driver unit _expr] [driver unit]) :hierarchy #'driver/hierarchy)

(defmulti add-interval-honeysql-form
  (fn [driver _expr _amount _unit] driver)
  :hierarchy #'driver/hierarchy)

(defmulti current-datetime-honeysql-form identity :hierarchy #'driver/hierarchy)

(defmulti unix-timestamp->honeysql
  (fn [driver unit _expr] [driver unit])
  :hierarchy #'driver/hierarchy)

(defmulti cast-temporal-string
  (fn [driver strategy _expr] [driver strategy])
  :hierarchy #'driver/hierarchy)

(defmulti datetime-diff (fn [driver unit _x _y] [driver unit]) :hierarchy #'driver/hierarchy)

(defmulti inline-value (fn [driver x] [driver (class x)]) :hierarchy #'driver/hierarchy)

(defn adjust-start-of-week
  [driver truncate expr]
  (let [days (driver.common/start-of-week-offset driver)]
    (if (zero? days)
      (truncate expr)
      (add-interval-honeysql-form
       driver
       (truncate (add-interval-honeysql-form driver expr days :day))
       (- days)
       :day))))

(defn- first-full-week
  "Weeks of a year that begin on its first day: the number of the week."
  [driver expr]
  (let [days-before (h2x/- 8 (date driver :day-of-week (date driver :year expr)))
        days-since  (h2x/- (date driver :day-of-year expr) days-before)]
    (h2x/cast :bigint (h2x/+ [:ceil (h2x// days-since 7.0)] 1))))

(defmethod date [:sql :week-of-year-us]
  [driver _unit expr]
  (binding [driver.common/*start-of-week* :sunday]
    (first-full-week driver expr)))

(defmethod date [:sql :week-of-year-instance]
  [driver _unit expr]
  (first-full-week driver expr))

(defmethod date [:sql :week-of-year]
  [driver _unit expr]
  [:ceil (h2x// (date driver :day-of-year (date driver :week expr)) 7.0)])

(defmethod date [:sql :day-of-week-iso]
  [driver _unit expr]
  (binding [driver.common/*start-of-week* :monday]
    (date driver :day-of-week expr)))
