(ns metabase.driver.sql-jdbc.connection
  "Stand-in."
  (:require [metabase.driver :as driver]))

(defmulti connection-details->spec (fn [driver _details] driver) :hierarchy #'driver/hierarchy)

(defmulti data-source-name (fn [driver _details] driver) :hierarchy #'driver/hierarchy)
