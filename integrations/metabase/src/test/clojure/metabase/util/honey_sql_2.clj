(ns metabase.util.honey-sql-2
  "Stand-in for Metabase's additions to Honey SQL 2, with as much of the formatter as the forms of
  the plugin need: infix operators, calls, CAST, :inline, :raw."
  (:refer-clojure :exclude [+ - * / mod cast])
  (:require [clojure.string :as str]))

(defn literal [x] [::literal (name x)])

(defn extract [unit expr] [::extract unit expr])

(defn with-database-type-info [form database-type] [::typed form database-type])

(defn- operator
  [sign]
  (fn [& args]
    (into [sign] (map #(if (number? %) [:inline %] %)) args)))

(def + (operator :+))
(def - (operator :-))
(def * (operator :*))
(def / (operator :/))
(def mod (operator :%))

(defn cast
  [database-type expr]
  (with-database-type-info [:cast expr [:raw (name database-type)]] database-type))

(declare sql)

(defn- clause
  [[tag & [x y :as args]] nested?]
  (case tag
    ::literal     (str "'" x "'")
    ::extract     (str "extract(" (name x) " from " (sql y true) ")")
    ::typed       (sql x true)
    :raw          x
    :inline       (str x)
    :cast         (str "CAST(" (sql x) " AS " (sql y) ")")
    (:+ :- :* :/ :%) (cond-> (str/join (str " " (name tag) " ") (map #(sql % true) args))
                       nested? (->> (format "(%s)")))
    (str (str/upper-case (name tag)) "(" (str/join ", " (map sql args)) ")")))

(defn sql
  "The text of a form; `nested?` puts parentheses around an operator. A value is a parameter."
  ([form] (sql form false))
  ([form nested?]
   (if (vector? form)
     (clause form nested?)
     "?")))
