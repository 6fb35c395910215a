using ObservedBot;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Spectacles.Gateway;

using var metrics = Sdk.CreateMeterProviderBuilder()
    .AddMeter("Spectacles.Gateway*", "System.Runtime", "System.Net.Http")
    .AddOtlpExporter()
    .Build();
using var traces = Sdk.CreateTracerProviderBuilder()
    .AddSource("Spectacles.Gateway*", "System.Net.Http")
    .SetSampler(new TraceIdRatioBasedSampler(0.01))
    .AddOtlpExporter()
    .Build();

string token = Environment.GetEnvironmentVariable("DISCORD_TOKEN") ?? throw new InvalidOperationException("Set DISCORD_TOKEN.");
await using var cluster = new Cluster(token, new ClusterOptions
{
    Api = new(Environment.GetEnvironmentVariable("DISCORD_API") ?? "https://discord.com/api/v10"),
    Name = "observed-bot",
});
cluster.AddHandler(new MessageCounter());
await cluster.RunAsync();
