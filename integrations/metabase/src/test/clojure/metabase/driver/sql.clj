(ns metabase.driver.sql
  "Stand-in."
  (:require [metabase.driver :as driver]))

(defmulti default-schema identity :hierarchy #'driver/hierarchy)
