(ns metabase.driver
  "Stand-in for the part of Metabase's driver interface that the plugin extends: same names, same
  arguments, same dispatch.")

(def hierarchy (derive (make-hierarchy) :sql-jdbc :sql))

(defn register!
  [driver & {:keys [parent]}]
  (alter-var-root #'hierarchy derive driver parent))

(defmulti database-supports?
  (fn [driver feature _database] [driver feature])
  :hierarchy #'hierarchy)

(defmethod database-supports? :default [_driver _feature _database] false)

;; What :sql says of itself and this service cannot do.
(doseq [feature [:percentile-aggregations :regex :database-routing :persist-models-enabled]]
  (defmethod database-supports? [:sql feature] [_driver _feature _database] true))

(defmulti can-connect? (fn [driver _details] driver) :hierarchy #'hierarchy)

(defmulti db-default-timezone (fn [driver _database] driver) :hierarchy #'hierarchy)

(defmulti db-start-of-week identity :hierarchy #'hierarchy)

(defmulti connection-hosts (fn [driver _details] driver) :hierarchy #'hierarchy)
