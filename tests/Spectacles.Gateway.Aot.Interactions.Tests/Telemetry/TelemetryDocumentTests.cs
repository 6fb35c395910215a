using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using Spectacles.Gateway.Rest;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>docs/observability.md against the instruments of REST clients and interactions.</summary>
public sealed partial class TelemetryDocumentTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "observability.md"));

    [Theory]
    [InlineData("Spectacles.Gateway.Rest", "spectacles.rest.")]
    [InlineData("Spectacles.Gateway.Interactions", "spectacles.interactions.")]
    public void Document_lists_every_instrument_with_its_kind_and_unit(string meter, string prefix)
    {
        var published = Instruments(meter);

        Assert.Equal(
            published.Select(one => $"{one.Name} {one.GetType().Name.Split('`')[0]} {one.Unit}").Order(StringComparer.Ordinal),
            MetricRow().Matches(Page)
                .Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value} {row.Groups[3].Value}")
                .Where(row => row.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.All(published, one => Assert.NotEmpty(one.Description!));
    }

    [Fact]
    public void Document_lists_every_attribute()
    {
        string[] names = [.. Attributes()];

        Assert.True(names.Length >= 9, $"only {string.Join(", ", names)}");
        Assert.All(names, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("alerts.yml", false)]
    [InlineData("dashboard.json", true)]
    public void Queries_use_only_existing_metrics_and_attributes(string file, bool usesAll)
    {
        Instrument[] instruments = [.. Instruments("Spectacles.Gateway.Rest"), .. Instruments("Spectacles.Gateway.Interactions")];
        string text = File.ReadAllText(Repository.PathOf("docs", "observability", file));
        string[] used = [.. PrometheusName().Matches(text).Select(match => match.Value).Distinct()];
        string[] labels = [.. Attributes().Select(name => name.Replace('.', '_'))];

        Assert.NotEmpty(used);
        Assert.Empty(used.Except(instruments.SelectMany(InPrometheus)).Except(labels));
        if (usesAll)
        {
            Assert.All(instruments, one => Assert.Contains(InPrometheus(one), used.Contains));
        }
    }

    private static IEnumerable<string> Attributes()
    {
        var ofRest = typeof(BotRest).Assembly.GetType("Spectacles.Gateway.Rest.RestMeter", throwOnError: true)!;
        return new[] { ofRest, typeof(InteractionMeter) }.SelectMany(type => type.GetFields(BindingFlags.NonPublic | BindingFlags.Static))
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);
    }

    /// <summary>https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/</summary>
    private static string[] InPrometheus(Instrument instrument)
    {
        string name = $"{instrument.Name.Replace('.', '_')}{(instrument.Unit == "s" ? "_seconds" : "")}";
        return instrument.GetType().Name.Split('`')[0] switch
        {
            "Histogram" => [$"{name}_bucket", $"{name}_count"],
            "Counter" => [$"{name}_total"],
            _ => [name],
        };
    }

    private static List<Instrument> Instruments(string meter)
    {
        using var rest = new BotRest("MTIz.NDU2.Nzg5");
        _ = InteractionMeter.Instance;
        var found = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == meter)
                {
                    found.Add(instrument);
                }
            },
        };
        listener.Start();
        return found;
    }

    [GeneratedRegex(@"\bspectacles_(?:rest|interactions?)_[a-z_]+")]
    private static partial Regex PrometheusName();

    [GeneratedRegex(@"^\| `(spectacles\.[a-z._]+)` \| (\w+) \| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex MetricRow();
}
