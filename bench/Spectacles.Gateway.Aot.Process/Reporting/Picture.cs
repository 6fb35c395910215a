namespace Spectacles.Gateway.WholeProcess.Reporting;

/// <summary>A chart of the report, with its rows and labels.</summary>
/// <param name="File">The file name in bench/results.</param>
/// <param name="Title">The title.</param>
/// <param name="Unit">The unit of all rows.</param>
/// <param name="Labels">The names of its rows, and their labels, from top to bottom.</param>
internal sealed record Picture(string File, string Title, string Unit, IReadOnlyList<(string Row, string Label)> Labels)
{
    public static IReadOnlyList<Picture> All { get; } =
    [
        new("cpu.svg", "Processor time of an event", "ns, whole process; this library with NativeAOT",
        [
            ("cpu_ns_floor_aot", "floor: socket and zlib alone"),
            ("cpu_ns_unhandled_aot", "this library, no handler"),
            ("cpu_ns_view_aot", "this library, views"),
            ("cpu_ns_typed_aot", "this library, models"),
            ("peer_ns_seed", "@spectacles/gateway"),
            ("peer_ns_discordjs", "@discordjs/ws"),
            ("peer_ns_discordeno", "@discordeno/gateway"),
        ]),
        new("memory.svg", "Resident memory", "MB, whole process, NativeAOT",
        [
            ("idle_mb_plain", "idle"),
            ("idle_mb_tls", "idle, TLS"),
            ("peak_mb_unhandled", "peak, no handler"),
            ("peak_mb_view", "peak, views"),
            ("peak_mb_typed", "peak, models"),
        ]),
        new("scale.svg", "Processor time of an event by the number of shards", "ns, whole process",
        [
            ("scale_ns_1", "1 shard"),
            ("scale_ns_4", "4 shards"),
            ("scale_ns_16", "16 shards"),
            ("scale_ns_64", "64 shards"),
            ("scale_ns_256", "256 shards"),
        ]),
    ];

    /// <summary>Draws the chart; null when none of its rows was measured.</summary>
    public string? Draw(IReadOnlyList<Row> rows)
    {
        var measured = rows.ToDictionary(row => row.Name);
        Bar[] bars = [.. Labels.Where(label => measured.ContainsKey(label.Row)).Select(label => BarOf(measured[label.Row], label.Label))];
        return bars.Length == 0 ? null : Chart.Draw(Title, Unit, bars);
    }

    private static Bar BarOf(Row row, string label) => new(label, row.Value, row.Spread[0], row.Spread[1], row.Goal);
}
