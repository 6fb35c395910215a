using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Tests;

/// <summary>docs/observability.md, its alert rules and its dashboard against the instruments.</summary>
public sealed partial class ObservabilityDocumentTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "observability.md"));

    private static readonly string[] Attributes =
        [.. typeof(AttributeNames).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    private readonly MeterRecorder meters = new();

    public ObservabilityDocumentTests() => GatewayMeter.Of(meters);

    public void Dispose() => meters.Dispose();

    [Fact]
    public void Document_lists_every_instrument_with_its_kind_and_unit()
    {
        var documented = MetricRow().Matches(Page).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value} {row.Groups[3].Value}");

        Assert.Equal(
            meters.Instruments.Select(one => $"{one.Name} {KindOf(one)} {one.Unit}").Order(StringComparer.Ordinal),
            documented.Order(StringComparer.Ordinal));
        Assert.All(meters.Instruments, one => Assert.NotEmpty(one.Description!));
    }

    [Fact]
    public void Document_lists_every_attribute()
    {
        Assert.NotEmpty(Attributes);
        Assert.All(Attributes, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Instrument_names_follow_the_conventions() =>
        Assert.All(meters.Instruments, one => Assert.Matches(@"^spectacles\.gateway(\.[a-z]+(_[a-z]+)*)+$", one.Name));

    [Theory]
    [InlineData("docs/observability/alerts.yml")]
    [InlineData("docs/observability/dashboard.json")]
    public void Queries_use_only_existing_metrics_and_attributes(string file)
    {
        string[] labels = [.. Attributes.Select(name => name.Replace('.', '_'))];
        string[] metrics = [.. meters.Instruments.SelectMany(InPrometheus)];
        string text = File.ReadAllText(Repository.PathOf(file));
        string[] used = [.. PrometheusName().Matches(text).Select(match => match.Value).Distinct()];

        Assert.NotEmpty(used);
        Assert.Empty(used.Except(metrics).Except(labels));
    }

    [Fact]
    public void Dashboard_shows_every_metric()
    {
        string file = File.ReadAllText(Repository.PathOf("docs", "observability", "dashboard.json"));

        Assert.NotEmpty(JsonNode.Parse(file)!["panels"]!.AsArray());
        Assert.All(
            meters.Instruments, one => Assert.Contains(InPrometheus(one), name => file.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Document_lists_every_alert()
    {
        string rules = File.ReadAllText(Repository.PathOf("docs", "observability", "alerts.yml"));

        Assert.Equal(
            Alert().Matches(rules).Select(match => match.Groups[1].Value),
            AlertRow().Matches(Page).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Code_of_the_document_is_that_of_the_sample()
    {
        string sample = File.ReadAllText(Repository.PathOf("samples", "ObservedBot", "Program.cs"));

        Assert.Contains(Code().Match(Page).Groups[1].Value.ReplaceLineEndings(), sample.ReplaceLineEndings(), StringComparison.Ordinal);
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0];

    /// <summary>https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/</summary>
    private static string[] InPrometheus(Instrument instrument)
    {
        string unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        string name = $"{instrument.Name.Replace('.', '_')}{unit}";
        return KindOf(instrument) switch
        {
            "Histogram" => [$"{name}_bucket", $"{name}_count", $"{name}_sum"],
            "Counter" => [$"{name}_total"],
            _ => [name],
        };
    }

    [GeneratedRegex(@"^\| `(spectacles\.gateway\.[a-z._]+)` \| (\w+) \| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    // Those of REST clients and interactions are tested with their packages.
    [GeneratedRegex(@"\b(?:spectacles|error)_(?!rest_|interactions?_)[a-z_]+")]
    private static partial Regex PrometheusName();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"^\| `(Bot\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex AlertRow();

    [GeneratedRegex(@"^```csharp\r?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
