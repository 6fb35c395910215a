using System.Text.Json;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Attributes;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>
/// Measures what a call writes and reads beside HttpClient: the body of a message with an embed, and the message in the answer.
/// </summary>
public partial class RestBodyBenchmarks
{
    private const string Text = "Playing **Never Gonna Give You Up** in General, requested by someone. 3 more are in the queue.";

    private static readonly CreateMessageBody Body = new()
    {
        Content = Text,
        Embeds =
        [
            new Embed { Title = "Now playing", Description = Text, Color = 0x5865F2, Fields = [new() { Name = "Length", Value = "3:33" }] },
        ],
    };

    private static readonly PlainBody Plain = new()
    {
        Content = Text,
        Embeds =
        [
            new PlainEmbed
            {
                Title = "Now playing",
                Description = Text,
                Color = 0x5865F2,
                Fields = [new() { Name = "Length", Value = "3:33" }],
            },
        ],
        AllowedMentions = new PlainMentions { Parse = [], RepliedUser = true },
        Nonce = "5612345678901234567",
        EnforceNonce = true,
    };

    private readonly JsonBody written = new();
    private readonly MessageDefaults defaults = new(AllowedMentions.RepliedUserOnly, enforcesNonces: true);

    // A MESSAGE_CREATE has the same fields, and those of the guild.
    private readonly byte[] answer = System.Text.Encoding.UTF8.GetBytes(Corpus.MessageData(1));

    /// <summary>What a bot without the library writes: a class by System.Text.Json's source generator.</summary>
    [Benchmark(Baseline = true)]
    public byte[] WritePlainClass() => JsonSerializer.SerializeToUtf8Bytes(Plain, PlainBodyContext.Default.PlainBody);

    /// <summary>The body with allowed mentions and nonce, in a buffer that is returned.</summary>
    [Benchmark]
    public int WriteBody()
    {
        written.Write(Body, defaults);
        int count = written.Count;
        written.Clear();
        return count;
    }

    [Benchmark]
    public Message ReadAnswer() => Read<Message>(answer);

    private static T Read<T>(ReadOnlySpan<byte> answer) where T : class, IGatewayModel<T>
    {
        var reader = new PayloadReader(answer);
        return T.Read(ref reader);
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(PlainBody))]
    private sealed partial class PlainBodyContext : JsonSerializerContext;

    private sealed class PlainBody
    {
        public required string Content { get; init; }

        public required PlainEmbed[] Embeds { get; init; }

        public required PlainMentions AllowedMentions { get; init; }

        public required string Nonce { get; init; }

        public required bool EnforceNonce { get; init; }
    }

    private sealed class PlainEmbed
    {
        public required string Title { get; init; }

        public required string Description { get; init; }

        public required int Color { get; init; }

        public required PlainField[] Fields { get; init; }
    }

    private sealed class PlainField
    {
        public required string Name { get; init; }

        public required string Value { get; init; }
    }

    private sealed class PlainMentions
    {
        public required string[] Parse { get; init; }

        public required bool RepliedUser { get; init; }
    }
}
