using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>Events with values of another JSON form than documented.</summary>
public sealed class FieldFormTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    /// <summary>The lines of forms.jsonl: events and messages, and what is right for each.</summary>
    public static TheoryData<string> Cases => new(File.ReadLines(PathOf("forms.jsonl")).Where(line => line.Length > 0));

    private IEnumerable<GatewayError> Reported
    {
        get
        {
            lock (gateway.Errors)
            {
                return [.. gateway.Errors.Where(error => error.Kind == GatewayErrorKind.Payload)];
            }
        }
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Field_forms_are_read_as_the_list_of_cases_says(string line)
    {
        var single = JsonNode.Parse(line)!;
        if ((string?)single["t"] is not { } name)
        {
            await gateway.Make().SpawnAsync(TestContext.Current.CancellationToken);
            var shard = await gateway.ConnectedAsync();
            shard.Receive(new JsonObject { ["op"] = single["op"]!.DeepClone(), ["d"] = single["d"]!.DeepClone() }.ToJsonString());
            Assert.StartsWith("""{"op":2,""", await shard.SentAsync(), StringComparison.Ordinal);
            return;
        }

        var models = new List<JsonNode>();
        var connection = await gateway.StartAsync(null, new Handler(name, (in dispatch, _, _) =>
        {
            models.Add(name switch
            {
                "PRESENCE_UPDATE" => Model(dispatch, GatewayJsonContext.Default.PresenceUpdate),
                "TYPING_START" => Model(dispatch, GatewayJsonContext.Default.TypingStart),
                "MESSAGE_CREATE" => Model(dispatch, GatewayJsonContext.Default.MessageCreate),
                _ => Model(dispatch, GatewayJsonContext.Default.GuildMembersChunk),
            });
            return default;
        }));
        connection.Receive(Event(name, 2, single["d"]!.ToJsonString()));
        connection.Receive(Event(name, 3, single["d"]!.ToJsonString()));
        await ReadAsync(connection);

        if (single["right"] is not JsonObject right)
        {
            Assert.Empty(models);
            Assert.All(Reported, error => Assert.Contains($"{name}.id: a snowflake was expected", error.Message, StringComparison.Ordinal));
            return;
        }

        Assert.Equal(2, models.Count);
        Assert.All(right, field => AssertRight(models[0], field.Key, field.Value));
        Assert.Equal((bool)single["report"]!, Reported.Any());
        Assert.Equal(Reported.Count(), Reported.Select(error => error.Message).Distinct().Count());
        Assert.All(Reported, error => Assert.Equal((name, 0), (error.EventName, error.ShardId)));
    }

    [Fact]
    public async Task Mismatched_fields_are_reported_once_per_event_and_field_by_models_and_views()
    {
        int models = 0;
        int views = 0;
        var connection = await gateway.StartAsync(
            null,
            new Handler("MESSAGE_CREATE", (in dispatch, _, _) =>
            {
                foreach (var embed in dispatch.View<MessageCreate.View>().Embeds)
                {
                    views += embed.Color is null ? 1 : 0;
                }

                return default;
            }),
            new Handler("MESSAGE_CREATE", (in dispatch, _, _) =>
            {
                models += dispatch.Model<MessageCreate>().Embeds.Count(embed => embed.Color is null);
                return default;
            }));
        for (int i = 2; i < 5; i++)
        {
            connection.Receive(Event("MESSAGE_CREATE", i, """{"id":"1","embeds":[{},{"color":"ff0000"},{"color":[]}]}"""));
        }

        await ReadAsync(connection);

        Assert.Equal((9, 9), (models, views));
        var error = Assert.Single(Reported);
        Assert.StartsWith(
            "MESSAGE_CREATE.embeds[1].color: a whole number of 32 bits was expected, but it is another string.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal("MESSAGE_CREATE", error.EventName);
    }

    [Fact]
    public async Task Events_with_mismatched_fields_are_delivered_over_a_real_socket()
    {
        await using var live = new LiveGateway();
        var received = new ConcurrentQueue<EntitlementCreate>();
        var errors = new ConcurrentQueue<GatewayError>();
        var cluster = await live.MakeAsync(null, null, Take<EntitlementCreate>("ENTITLEMENT_CREATE", received.Enqueue));
        cluster.Error += errors.Enqueue;
        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        await cluster.WaitForReadyAsync(TestContext.Current.CancellationToken)
            .WaitAsync(LiveGateway.Patience, TestContext.Current.CancellationToken);

        live.Gateway.DispatchToAll("ENTITLEMENT_CREATE", """{"id":5.0,"sku_id":70e-1,"application_id":"2","type":"8.0","deleted":false}""");
        live.Gateway.DispatchToAll("ENTITLEMENT_CREATE", """{"id":"6","sku_id":"seven","application_id":"2","type":8.5,"deleted":false}""");

        await LiveGateway.UntilAsync(() => received.Count == 2);
        Assert.Equal(
            [(5UL, 7UL, 8), (6UL, 0UL, 0)],
            received.Select(entitlement => (entitlement.Id.Value, entitlement.SkuId.Value, (int)entitlement.Type)));
        Assert.Equal(
            ["ENTITLEMENT_CREATE.sku_id", "ENTITLEMENT_CREATE.type"],
            errors.Where(error => error.Kind == GatewayErrorKind.Payload).Select(error => error.Message.Split(':')[0]));
        Assert.Equal(1, live.Gateway.Counters.Identifies);
    }

    [Fact]
    public void Reported_mismatched_fields_do_not_allocate_are_limited_and_are_not_reported_by_another_shard()
    {
        var errors = new ErrorReport(null, TimeProvider.System);
        int reports = 0;
        errors.Reported += _ => reports++;
        var reported = new HashSet<string>(StringComparer.Ordinal);
        byte[] payload = """{"embeds":[{"color":"a"},{"color":"b"}],"tts":5}"""u8.ToArray();
        var first = new FieldReports(errors, 0, reported);
        Misfits(first, payload);
        Misfits(first, payload);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Misfits(first, payload);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Misfits(new FieldReports(errors, 1, reported), payload);
        Assert.Equal(2, reports);

        for (int i = 0; i < 2_000; i++)
        {
            first.Begin("B"u8);
            first.Misfit([.. "{\"name"u8, .. System.Text.Encoding.UTF8.GetBytes($"{i}"), .. "\":5}"u8], 6 + $"{i}".Length + 2, "a string");
        }

        Assert.True(reports <= 1_024, $"{reports}");
    }

    [Theory]
    [InlineData(1, 10_000)]
    [InlineData(60, 60)]
    public void Paths_of_mismatched_fields_have_a_limited_length(int depth, int length)
    {
        var errors = new ErrorReport(null, TimeProvider.System);
        var messages = new List<string>();
        errors.Reported += error => messages.Add(error.Message);
        var reported = new HashSet<string>(StringComparer.Ordinal);
        string start = string.Concat(Enumerable.Repeat($"{{\"{new string('k', length)}\":", depth));
        var fields = new FieldReports(errors, 0, reported);
        fields.Begin("A"u8);

        fields.Misfit(System.Text.Encoding.UTF8.GetBytes($"{start}5{new string('}', depth)}"), start.Length, "a string");

        Assert.InRange(Assert.Single(reported).Length, 3, 400);
        Assert.InRange(Assert.Single(messages).Length, 20, 600);
    }

    [Fact]
    public void Mismatched_elements_of_a_long_list_are_read_in_linear_time()
    {
        string member = $$"""{"user":{"id":"2"},"x":"{{new string('x', 200)}}","deaf":"no","mute":5,"roles":[{}]}""";
        byte[] Members(int count) => System.Text.Encoding.UTF8.GetBytes(
            $$"""{"guild_id":"1","members":[{{string.Join(",", Enumerable.Repeat(member, count))}}]}""");
        var fields = new FieldReports(new ErrorReport(null, TimeProvider.System), 0, new HashSet<string>(StringComparer.Ordinal));
        byte[] json = Members(40_000);
        var state = new DispatchState { Reports = fields };
        long start = TimeProvider.System.GetTimestamp();

        var chunk = new Dispatch("GUILD_MEMBERS_CHUNK"u8, json, 1, ref state).Model<GuildMembersChunk>();

        // Were the way to each of the 120,000 values walked from the beginning, it would take an hour.
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
        Assert.Equal(40_000, chunk.Members.Length);
    }

    private static void Misfits(FieldReports fields, byte[] payload)
    {
        fields.Begin("A"u8);
        foreach (int position in (ReadOnlySpan<int>)[20, 32, 42, 20])
        {
            fields.Misfit(payload, position, "a whole number");
        }
    }

    private static JsonNode Model<T>(in Dispatch dispatch, JsonTypeInfo<T> info) where T : class, IGatewayModel<T> =>
        JsonSerializer.SerializeToNode(dispatch.Model<T>(), info)!;

    private static void AssertRight(JsonNode model, string path, JsonNode? right)
    {
        var value = model;
        foreach (string step in path.Replace("]", "", StringComparison.Ordinal).Split('.', '['))
        {
            value = value is JsonArray list ? (step == "length" ? list.Count : list[int.Parse(step, null)]) : value![step];
        }

        if ((string?)(right as JsonValue)?.ToString() == "default")
        {
            Assert.Equal(default, value!.GetValue<DateTimeOffset>());
        }
        else
        {
            // An optional boolean that is absent is no more true than false is.
            Assert.Equal(right?.ToString() is "false" ? null : right?.ToString(), value?.ToString() is "false" ? null : value?.ToString());
        }
    }

    private static Handler Take<T>(string name, Action<T> take) where T : class, IGatewayModel<T> => new(name, (in dispatch, _, _) =>
    {
        take(dispatch.Model<T>());
        return default;
    });

    private static async Task ReadAsync(MemoryConnection connection)
    {
        connection.Receive("""{"op":1}""");
        await connection.SentAsync();
    }

    private static string PathOf(string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Events", "Forms", file);
}
