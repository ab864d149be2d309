(ns metabase.driver.sql-jdbc.sync
  "Stand-in."
  (:require [metabase.driver :as driver]))

(defmulti database-type->base-type (fn [driver _database-type] driver) :hierarchy #'driver/hierarchy)
