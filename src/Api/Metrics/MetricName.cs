using System.Collections.Frozen;
using System.Diagnostics.Metrics;

namespace CmsOrchestrator.Api.Metrics;

/// <summary>
/// What an instrument is called in Prometheus. Ours bear such names already; of the framework's those that are worth a series
/// are in a table, under names that keep Prometheus' conventions.
/// </summary>
internal sealed record MetricName(string Name, string Help, string Type)
{
    private const string Counter = "counter";
    private const string Gauge = "gauge";

    private static readonly FrozenDictionary<string, MetricName> Framework = new Dictionary<string, MetricName>
    {
        ["http.server.request.duration"] = new("http_server_request_duration_seconds", "Time to answer a request, by route.", "histogram"),
        ["http.server.active_requests"] = new("http_server_active_requests", "Requests that are being answered, streams included.", Gauge),
        ["kestrel.active_connections"] = new("http_server_active_connections", "Connections that are open to the API.", Gauge),
        ["dotnet.process.cpu.time"] = new("dotnet_process_cpu_seconds_total", "Processor time of the process.", Counter),
        ["dotnet.process.memory.working_set"] = new("dotnet_process_working_set_bytes", "Memory of the process.", Gauge),
        ["dotnet.gc.collections"] = new("dotnet_gc_collections_total", "Garbage collections, by generation.", Counter),
        ["dotnet.gc.pause.time"] = new("dotnet_gc_pause_seconds_total", "Time that the process stood still for garbage collections.", Counter),
        ["dotnet.gc.heap.total_allocated"] = new("dotnet_gc_allocated_bytes_total", "Bytes allocated.", Counter),
        ["dotnet.gc.last_collection.heap.size"] = new("dotnet_gc_heap_size_bytes", "Heap after the last collection, by generation.", Gauge),
        ["dotnet.thread_pool.thread.count"] = new("dotnet_thread_pool_threads", "Threads of the pool.", Gauge),
        ["dotnet.thread_pool.queue.length"] = new("dotnet_thread_pool_queue_length", "Work items that wait for a thread.", Gauge),
        ["dotnet.monitor.lock_contentions"] = new("dotnet_lock_contentions_total", "Times that a thread had to wait for a lock.", Counter),
        ["dotnet.exceptions"] = new("dotnet_exceptions_total", "Exceptions thrown, handled ones included, by type.", Counter),
    }.ToFrozenDictionary();

    /// <summary>The name of an instrument that one of us made.</summary>
    public static MetricName OfOwn(Instrument instrument) => new(
        instrument.Name,
        instrument.Description ?? "",
        IsCounter(instrument) ? Counter : instrument is Histogram<double> ? "histogram" : Gauge);

    /// <summary>The name of an instrument of the framework; null for one that is not served.</summary>
    public static MetricName? OfFramework(Instrument instrument) => Framework.GetValueOrDefault(instrument.Name);

    private static bool IsCounter(Instrument instrument) => instrument
        is Counter<long> or Counter<double> or ObservableCounter<long> or ObservableCounter<double>;
}
