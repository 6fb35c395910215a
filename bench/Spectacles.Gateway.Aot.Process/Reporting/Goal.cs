namespace Spectacles.Gateway.WholeProcess.Reporting;

/// <summary>The goal of a row.</summary>
/// <param name="Unit">The unit of value and goal.</param>
/// <param name="Value">The goal; null for a row that is for comparison only.</param>
/// <param name="Better">Whether lower or higher is better.</param>
internal sealed record Goal(string Unit, double? Value = null, string Better = "lower")
{
    private const string OfTheFloor = "times the floor";
    private const string OfBareClient = "times a bare HttpClient";

    private static readonly Dictionary<string, Goal> Goals = new()
    {
        ["alloc_unhandled"] = new("bytes per event", 0),
        ["alloc_raw"] = new("bytes per event", 0),
        ["alloc_view"] = new("bytes per event", 0),
        ["alloc_typed_excess"] = new("bytes per event", 0),
        ["alloc_socket"] = new("bytes per event", 1),
        ["cpu_unhandled_jit"] = new(OfTheFloor, 1.05),
        ["cpu_view_jit"] = new(OfTheFloor, 1.15),
        ["cpu_typed_jit"] = new(OfTheFloor, 1.35),
        ["cpu_unhandled_aot"] = new(OfTheFloor, 1.05),
        ["cpu_view_aot"] = new(OfTheFloor, 1.20),
        ["cpu_typed_aot"] = new(OfTheFloor, 1.50),
        ["own_cpu_unhandled_jit"] = new(OfTheFloor, 0.85),
        ["own_cpu_view_jit"] = new(OfTheFloor, 0.95),
        ["own_cpu_typed_jit"] = new(OfTheFloor, 1.15),
        ["own_cpu_unhandled_aot"] = new(OfTheFloor, 0.60),
        ["own_cpu_view_aot"] = new(OfTheFloor, 0.72),
        ["own_cpu_typed_aot"] = new(OfTheFloor, 0.85),
        ["inflate_ratio"] = new("times as fast as ZLibStream", 2.2, "higher"),
        ["peer_discordjs"] = new("times ours", 5, "higher"),
        ["peer_discordeno"] = new("times ours", 5, "higher"),
        ["peer_seed"] = new("times ours", 5, "higher"),
        ["size_over_floor_mb"] = new("MB", 1.2),
        ["identify_ms"] = new("ms", 25),
        ["identify_over_floor"] = new(OfTheFloor, 0.80),
        ["idle_mb_plain"] = new("MB", 14),
        ["idle_mb_tls"] = new("MB", 14),
        ["peak_mb_unhandled"] = new("MB", 20),
        ["peak_mb_view"] = new("MB", 20),
        ["peak_mb_typed"] = new("MB", 20),
        ["shard_kb_plain"] = new("KB per shard", 48),
        ["shard_kb_tls"] = new("KB per shard", 105),
        ["burst_mb"] = new("MB", 2),
        ["paced_300_over_floor"] = new(OfTheFloor, 0.25),
        ["paced_300_tls_over_floor"] = new(OfTheFloor, 0.30),
        ["paced_small_vps_over_default"] = new("times the default"),
        ["call_cpu_message_jit"] = new(OfBareClient, 1.15),
        ["call_cpu_answer_jit"] = new(OfBareClient, 1.15),
        ["call_cpu_message_aot"] = new(OfBareClient, 1.15),
        ["call_cpu_answer_aot"] = new(OfBareClient, 1.15),
        ["answer_ms_median"] = new("ms", 0.5),
        ["answer_ms_p99"] = new("ms", 5),
        ["size_mb_slashbot"] = new("MB", 9),
        ["idle_mb_slashbot_plain"] = new("MB", 16),
        ["idle_mb_slashbot_tls"] = new("MB", 22),
        ["scale_cpu"] = new("worst over best", 1.05),
    };

    /// <summary>The goal of a row, or only its unit.</summary>
    public static Goal Of(string row) => Goals.GetValueOrDefault(row) ?? new Goal(row switch
    {
        _ when row.StartsWith("call_ns_", StringComparison.Ordinal) => "ns per call",
        _ when row.StartsWith("call_bytes_", StringComparison.Ordinal) => "bytes per call",
        _ when row.StartsWith("shards_core_", StringComparison.Ordinal) => "% of a core",
        _ when row.StartsWith("shards_threads_", StringComparison.Ordinal) => "threads",
        _ when row.StartsWith("reconnect_cpu_ms_", StringComparison.Ordinal) => "ms per shard",
        _ when row.StartsWith("reconnect_s_", StringComparison.Ordinal) => "s",
        _ when row.Contains("_ns_", StringComparison.Ordinal) => "ns per event",
        _ when row.Contains("_mb", StringComparison.Ordinal) => "MB",
        _ when row.Contains("_ms", StringComparison.Ordinal) => "ms",
        _ when row.StartsWith("alloc", StringComparison.Ordinal) => "bytes per event",
        _ => OfTheFloor,
    });
}
