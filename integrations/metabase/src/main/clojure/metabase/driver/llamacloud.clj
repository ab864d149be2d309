(ns metabase.driver.llamacloud
  "The batch-processing jobs of LlamaCloud in Metabase: its JDBC driver under :sql-jdbc.

  Date-times are UTC everywhere, weeks begin on the day that Metabase is set to, nothing is written."
  (:require
   [metabase.driver :as driver]
   [metabase.driver.common :as driver.common]
   [metabase.driver.sql-jdbc.connection :as sql-jdbc.conn]
   [metabase.driver.sql-jdbc.sync :as sql-jdbc.sync]
   [metabase.driver.sql.query-processor :as sql.qp]
   [metabase.util.honey-sql-2 :as h2x])
  (:import
   (clojure.lang MultiFn)
   (io.github.llamacloud.jdbc LlamaCloudDriver)
   (java.net URI)
   (java.sql Connection)
   (java.time LocalDateTime OffsetDateTime ZoneOffset ZonedDateTime)
   (java.time.format DateTimeFormatter)
   (java.time.temporal Temporal)
   (java.util Properties)))

(set! *warn-on-reflection* true)

(driver/register! :llamacloud :parent :sql-jdbc)

;;; What is there. The parent says of itself what a writable database with every function has.

(doseq [[feature supported?] {:actions                              false
                              :actions/custom                       false
                              :connection-impersonation             false
                              :convert-timezone                     false
                              :database-replication                 false
                              :database-routing                     false
                              :datetime-diff                        true
                              :now                                  true
                              :percentile-aggregations              false
                              :persist-models                       false
                              :persist-models-enabled               false
                              :regex                                false
                              :regex/lookaheads-and-lookbehinds     false
                              :set-timezone                         false
                              :transforms/index-ddl                 false
                              :transforms/python                    false
                              :transforms/table                     false
                              :uploads                              false}]
  (defmethod driver/database-supports? [:llamacloud feature] [_driver _feature _db] supported?))

;;; Connections

(def ^:private properties
  "The fields of the form that are connection properties of the driver by the same name."
  [:password :projectId :organizationId :pageSize :requestTimeout :maxRetries :concurrency
   :maxRequests :requestsPerSecond])

(defn- given
  "The trimmed text of a field; nil if it is empty."
  [field]
  (let [text (.trim (str field))]
    (when-not (.isEmpty text)
      text)))

(defmethod sql-jdbc.conn/connection-details->spec :llamacloud
  [_driver {:keys [region base-url] :as details}]
  (let [service (or (given region) "na")]
    (merge {:classname       "io.github.llamacloud.jdbc.LlamaCloudDriver"
            :subprotocol     "llamacloud"
            :subname         (case service
                               "url"  (or (given base-url)
                                          (throw (ex-info "The base URL is missing." {:field :base-url})))
                               "demo" "demo"
                               "")
            :applicationName "Metabase"}
           (when-not (#{"url" "demo"} service)
             {:region service})
           (into {}
                 (keep (fn [property]
                         (when-let [value (given (get details property))]
                           [property value])))
                 properties))))

(defn- connect
  ^Connection [{:keys [subprotocol subname] :as spec}]
  (let [given (Properties.)]
    (doseq [[property value] (dissoc spec :classname :subprotocol :subname)]
      (.setProperty given (name property) value))
    (.connect (LlamaCloudDriver.) (str "jdbc:" subprotocol ":" subname) given)))

;; SELECT 1 sends no request and would approve of any key: one job is read instead.
(defmethod driver/can-connect? :llamacloud
  [driver details]
  (with-open [connection (connect (sql-jdbc.conn/connection-details->spec driver details))
              statement  (.createStatement connection)
              jobs       (.executeQuery statement "SELECT id FROM batch_jobs LIMIT 1")]
    (.next jobs)
    true))

(defmethod sql-jdbc.conn/data-source-name :llamacloud
  [_driver {:keys [region base-url]}]
  (case (given region)
    "url" (or (.getHost (URI. (or (given base-url) ""))) "url")
    (or (given region) "na")))

;;; Types

(defmethod sql-jdbc.sync/database-type->base-type :llamacloud
  [_driver database-type]
  (case (name database-type)
    ("VARCHAR" "CHAR")             :type/Text
    "BIGINT"                       :type/BigInteger
    ("INTEGER" "SMALLINT" "TINYINT") :type/Integer
    "DECIMAL"                      :type/Decimal
    ("DOUBLE" "FLOAT" "REAL")      :type/Float
    "BOOLEAN"                      :type/Boolean
    "TIMESTAMP"                    :type/DateTime
    "DATE"                         :type/Date
    "TIME"                         :type/Time
    :type/*))

;;; Date-times

(defmethod driver/db-default-timezone :llamacloud [_driver _database] "UTC")

(defmethod driver/db-start-of-week :llamacloud [_driver] :monday)

(defmethod sql.qp/current-datetime-honeysql-form :llamacloud
  [_driver]
  (h2x/with-database-type-info [:raw "CURRENT_TIMESTAMP"] "timestamp"))

(defn- typed
  "What will be a parameter says what it is: the driver cannot tell from the functions around it."
  [expr]
  (if (instance? Temporal expr)
    (h2x/with-database-type-info [:cast expr [:raw "TIMESTAMP(3)"]] "timestamp")
    expr))

(defn- truncated
  [unit expr]
  (-> [:date_trunc (h2x/literal unit) (typed expr)]
      (h2x/with-database-type-info "timestamp")))

(defn- extracted
  [unit expr]
  (-> (h2x/extract unit (typed expr))
      (h2x/with-database-type-info "bigint")))

(defmethod sql.qp/date [:llamacloud :default] [_driver _unit expr] expr)

(doseq [unit [:millisecond :second :minute :hour :day :month :quarter :year]]
  (defmethod sql.qp/date [:llamacloud unit] [_driver _unit expr] (truncated unit expr)))

(defmethod sql.qp/date [:llamacloud :week]
  [driver _unit expr]
  (sql.qp/adjust-start-of-week driver (partial truncated :week) expr))

(doseq [[unit field] {:minute-of-hour   :minute
                      :hour-of-day      :hour
                      :day-of-month     :day
                      :day-of-year      :doy
                      :week-of-year-iso :week
                      :month-of-year    :month
                      :quarter-of-year  :quarter
                      :year-of-era      :year}]
  (defmethod sql.qp/date [:llamacloud unit] [_driver _unit expr] (extracted field expr)))

;; The second of the driver has a fraction.
(defmethod sql.qp/date [:llamacloud :second-of-minute]
  [_driver _unit expr]
  (h2x/cast :bigint [:floor (extracted :second expr)]))

;; adjust-day-of-week of Metabase counts NULL as the last day of the week.
(defmethod sql.qp/date [:llamacloud :day-of-week]
  [driver _unit expr]
  (let [days (mod (dec (driver.common/start-of-week-offset driver)) 7)]
    (h2x/+ (h2x/mod (h2x/+ (extracted :isodow expr) days) 7) 1)))

;;; Calculations with date-times. TIMESTAMPADD takes whole numbers alone.

(def ^:private milliseconds
  "How long the units are that are always as long; the others are counted by the calendar."
  {:millisecond 1
   :second      1000
   :minute      60000
   :hour        3600000
   :day         86400000
   :week        604800000})

(defn- added
  [unit amount expr]
  (-> [:timestampadd [:raw (.toUpperCase (name unit) java.util.Locale/ROOT)] amount (typed expr)]
      (h2x/with-database-type-info "timestamp")))

(defmethod sql.qp/add-interval-honeysql-form :llamacloud
  [_driver expr amount unit]
  (cond
    (not (number? amount))
    (added unit (h2x/cast :bigint amount) expr)

    (== amount (Math/rint (double amount)))
    (added unit [:inline (long amount)] expr)

    (milliseconds unit)
    (added :millisecond [:inline (Math/round (* (double amount) (double (milliseconds unit))))] expr)

    :else
    (throw (ex-info (str "A fraction of a " (name unit) " is not a length of time.")
                    {:amount amount, :unit unit}))))

(def ^:private epoch [:raw "TIMESTAMP '1970-01-01 00:00:00.000'"])

(defmethod sql.qp/unix-timestamp->honeysql [:llamacloud :seconds]
  [_driver _unit expr]
  (added :millisecond (h2x/cast :bigint [:round (h2x/* (h2x/cast :double expr) 1000)]) epoch))

(defmethod sql.qp/unix-timestamp->honeysql [:llamacloud :milliseconds]
  [_driver _unit expr]
  (added :millisecond (h2x/cast :bigint expr) epoch))

(doseq [[unit per-millisecond] {:microseconds 1000.0, :nanoseconds 1000000.0}]
  (defmethod sql.qp/unix-timestamp->honeysql [:llamacloud unit]
    [_driver _unit expr]
    (added :millisecond (h2x/cast :bigint [:floor (h2x// expr per-millisecond)]) epoch)))

(defmethod sql.qp/cast-temporal-string [:llamacloud :Coercion/ISO8601->DateTime]
  [_driver _strategy expr]
  (-> [:cast expr [:raw "TIMESTAMP(3)"]]
      (h2x/with-database-type-info "timestamp")))

(defmethod sql.qp/cast-temporal-string [:llamacloud :Coercion/ISO8601->Date]
  [_driver _strategy expr]
  (h2x/cast :date expr))

(defn- between
  [unit x y]
  (-> [:timestampdiff [:raw unit] (typed x) (typed y)]
      (h2x/with-database-type-info "integer")))

;; As the other databases of Metabase count: from a day on by the calendar, shorter ones by the clock.
(doseq [[unit text] {:year "YEAR", :quarter "QUARTER", :month "MONTH", :week "WEEK", :day "DAY"}]
  (defmethod sql.qp/datetime-diff [:llamacloud unit]
    [_driver _unit x y]
    (between text (truncated :day x) (truncated :day y))))

(doseq [[unit text] {:hour "HOUR", :minute "MINUTE", :second "SECOND"}]
  (defmethod sql.qp/datetime-diff [:llamacloud unit]
    [_driver _unit x y]
    (between text x y)))

;;; Date-times in the SQL that Metabase shows, or runs without parameters: no literal has a zone.

(def ^:private ^DateTimeFormatter literal-format
  (DateTimeFormatter/ofPattern "uuuu-MM-dd HH:mm:ss.SSS"))

(defmethod sql.qp/inline-value [:llamacloud LocalDateTime]
  [_driver ^LocalDateTime t]
  (str "timestamp '" (.format literal-format t) "'"))

(defmethod sql.qp/inline-value [:llamacloud OffsetDateTime]
  [driver ^OffsetDateTime t]
  (sql.qp/inline-value driver (.toLocalDateTime (.withOffsetSameInstant t ZoneOffset/UTC))))

(defmethod sql.qp/inline-value [:llamacloud ZonedDateTime]
  [driver ^ZonedDateTime t]
  (sql.qp/inline-value driver (.toOffsetDateTime t)))

;;; What only newer versions of Metabase ask for.

(defn- when-there
  "Adds a method to a multimethod of Metabase, if this version has it."
  [multimethod dispatch-value method]
  (when-let [^MultiFn found (some-> (try (requiring-resolve multimethod)
                                         (catch java.io.FileNotFoundException _ nil))
                                    deref)]
    (.addMethod found dispatch-value method)))

(when-there 'metabase.driver/connection-hosts
            :llamacloud
            (fn [_driver {:keys [region base-url]}]
              (if (= "url" (given region))
                [(or (.getHost (URI. (or (given base-url) "")))
                     (throw (ex-info "The base URL has no host." {:field :base-url})))]
                [])))

(when-there 'metabase.driver.sql/default-schema
            :llamacloud
            (fn [_driver] "llamacloud"))
