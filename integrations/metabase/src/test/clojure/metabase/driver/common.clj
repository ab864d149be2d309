(ns metabase.driver.common
  "Stand-in."
  (:require [metabase.driver :as driver]))

(def ^:dynamic *start-of-week*
  "The setting of Metabase."
  :sunday)

(def ^:private ^java.util.List days
  [:monday :tuesday :wednesday :thursday :friday :saturday :sunday])

(defn start-of-week-offset
  "How many days to add so that a week of the database begins where one of the setting did."
  [driver]
  (mod (- (.indexOf days (driver/db-start-of-week driver)) (.indexOf days *start-of-week*)) 7))
