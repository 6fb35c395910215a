using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Measures the serialization of commands.</summary>
public class CommandWriteBenchmarks
{
    private readonly UpdatePresence presence = new(BotStatus.Online, new BotActivity("with fire"));
    private readonly RequestGuildMembers members = RequestGuildMembers.ByName(840000000000000001, "ann");

    /// <summary>Checks that the baseline writes the same bytes.</summary>
    [GlobalSetup]
    public void Check()
    {
        if (
            !presence.ToUtf8().Span.SequenceEqual(SystemTextJsonPresence())
                || !members.ToUtf8().Span.SequenceEqual(SystemTextJsonMembers()))
        {
            throw new InvalidOperationException("The plain classes are serialized to other bytes.");
        }
    }

    [Benchmark(Baseline = true)]
    public byte[] SystemTextJsonPresence() => JsonSerializer.SerializeToUtf8Bytes(PlainPresence.Command, PlainJson.Options);

    [Benchmark]
    public int Presence() => presence.ToUtf8().Length;

    [Benchmark]
    public byte[] SystemTextJsonMembers() => JsonSerializer.SerializeToUtf8Bytes(PlainMembers.Command, PlainJson.Options);

    [Benchmark]
    public int Members() => members.ToUtf8().Length;
}
