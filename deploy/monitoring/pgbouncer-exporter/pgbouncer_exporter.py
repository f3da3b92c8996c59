#!/usr/bin/python3
"""Stands in for prometheus-community's pgbouncer_exporter where Debian packages a program that cannot read PgBouncer 1.8+.

Settings and metrics are that exporter's, those that our rules and dashboards read. Debian's python3-prometheus-client
and python3-psycopg2 are all it needs.
"""
import argparse
import os
from wsgiref.simple_server import WSGIRequestHandler, make_server

import psycopg2
from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

# SHOW command: (metric prefix, label columns, {column: (metric, factor)}).
GAUGES = {
    "POOLS": ("pgbouncer_pools", ("database", "user"), {
        "cl_active": ("client_active_connections", 1),
        "cl_waiting": ("client_waiting_connections", 1),
        "sv_active": ("server_active_connections", 1),
        "sv_idle": ("server_idle_connections", 1),
        "sv_used": ("server_used_connections", 1),
        "sv_tested": ("server_testing_connections", 1),
        "sv_login": ("server_login_connections", 1),
        "maxwait": ("client_maxwait_seconds", 1),
    }),
    "DATABASES": ("pgbouncer_databases", ("name", "host", "port", "database", "pool_mode"), {
        "pool_size": ("pool_size", 1),
        "max_connections": ("max_connections", 1),
        "current_connections": ("current_connections", 1),
        "paused": ("paused", 1),
        "disabled": ("disabled", 1),
    }),
}
COUNTERS = {
    "STATS_TOTALS": ("pgbouncer_stats", ("database",), {
        "query_count": ("queries_pooled_total", 1),
        "query_time": ("queries_duration_seconds_total", 1e-6),
        "xact_count": ("sql_transactions_pooled_total", 1),
        "xact_time": ("server_in_transaction_seconds_total", 1e-6),
        "wait_time": ("client_wait_seconds_total", 1e-6),
        "bytes_received": ("received_bytes_total", 1),
        "bytes_sent": ("sent_bytes_total", 1),
    }),
}
CONFIGURATION = {"max_client_conn": "pgbouncer_config_max_client_connections"}


class PgBouncerCollector:
    """Asks a PgBouncer's console at each scrape, on a connection of its own: one that died is not missed."""

    def __init__(self, connection_string):
        self.connection_string = connection_string

    def collect(self):
        up = GaugeMetricFamily("pgbouncer_up", "Whether PgBouncer answers")
        try:
            metrics = list(self.read())
            up.add_metric([], 1)
        except psycopg2.Error as error:
            print(f"PgBouncer does not answer: {error}".strip(), flush=True)
            metrics = []
            up.add_metric([], 0)
        return [up, *metrics]

    def read(self):
        connection = psycopg2.connect(self.connection_string)
        try:
            # The console knows no transactions.
            connection.autocommit = True
            for family, tables in ((GaugeMetricFamily, GAUGES), (CounterMetricFamily, COUNTERS)):
                for command, (prefix, labels, columns) in tables.items():
                    yield from self.families(family, prefix, labels, columns, self.show(connection, command))
            for row in self.show(connection, "CONFIG"):
                if row["key"] in CONFIGURATION:
                    yield GaugeMetricFamily(CONFIGURATION[row["key"]], row["key"], float(row["value"]))
        finally:
            connection.close()

    @staticmethod
    def families(family, prefix, labels, columns, rows):
        for column, (name, factor) in columns.items():
            metric = family(f"{prefix}_{name}", f"Column {column}", labels=labels)
            for row in rows:
                metric.add_metric([str(row[label] or "") for label in labels], float(row[column]) * factor)
            yield metric

    @staticmethod
    def show(connection, command):
        with connection.cursor() as cursor:
            cursor.execute(f"SHOW {command}")
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row)) for row in cursor.fetchall()]


class QuietHandler(WSGIRequestHandler):
    """Logs what goes wrong, not every scrape."""

    def log_request(self, code="-", size="-"):
        if str(code) != "200":
            super().log_request(code, size)


def main():
    parser = argparse.ArgumentParser(prog="pgbouncer_exporter")
    parser.add_argument("--web.listen-address", dest="listen", default="127.0.0.1:9127")
    host, port = parser.parse_args().listen.rsplit(":", 1)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(PgBouncerCollector(os.environ["PGBOUNCER_EXPORTER_CONNECTION_STRING"]))
    make_server(host, int(port), make_wsgi_app(registry), handler_class=QuietHandler).serve_forever()


if __name__ == "__main__":
    main()
