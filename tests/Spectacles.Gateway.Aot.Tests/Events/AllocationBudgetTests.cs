using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>What reading a model may allocate is bounded by the size of the message.</summary>
public sealed class AllocationBudgetTests
{
    private const int AttackBytes = 74_000;

    // A list that grows once more, the error and the way to its place.
    private const long Slack = 1 << 20;

    public static TheoryData<string> Payloads => new(Payload.Names);

    [Theory]
    [InlineData("GUILD_MEMBERS_CHUNK", """{"members":[""", "{}", "]}")]
    [InlineData("GUILD_MEMBERS_CHUNK", """{"presences":[""", "{}", "]}")]
    [InlineData("GUILD_CREATE", """{"channels":[""", "{}", "]}")]
    [InlineData("GUILD_CREATE", """{"threads":[""", "{}", "]}")]
    [InlineData("GUILD_CREATE", """{"guild_scheduled_events":[""", "{}", "]}")]
    [InlineData("GUILD_CREATE", """{"roles":[""", """{"tags":{}}""", "]}")]
    [InlineData("THREAD_LIST_SYNC", """{"threads":[""", "{}", "]}")]
    [InlineData("MESSAGE_CREATE", """{"mentions":[""", """{"member":{}}""", "]}")]
    [InlineData("MESSAGE_CREATE", """{"message_snapshots":[""", """{"message":{}}""", "]}")]
    [InlineData("MESSAGE_CREATE", """{"components":[""", """{"type":1,"components":[{"type":2},{"type":3},{"type":4}]}""", "]}")]
    [InlineData("MESSAGE_CREATE", "{", "\"referenced_message\":{}", "}")]
    [InlineData("MESSAGE_CREATE", "{", "\"author\":{}", "}")]
    [InlineData("INTERACTION_CREATE", """{"data":{"resolved":{"messages":{""", "\"1\":{}", "}}}}")]
    [InlineData("INTERACTION_CREATE", """{"data":{"resolved":{"channels":{""", "\"1\":{}", "}}}}")]
    public void Short_text_of_many_empty_objects_is_rejected_or_allocates_little(string name, string start, string element, string end)
    {
        byte[] json = Encoding.UTF8.GetBytes(
            start + string.Join(",", Enumerable.Repeat(element, AttackBytes / (element.Length + 1))) + end);

        (long allocated, var refusal) = Read(name, json);

        Assert.True(allocated <= AllocationBudget.Of(json.Length) + Slack, allocated.ToString(CultureInfo.InvariantCulture));
        Assert.True(
            refusal is null || refusal.Message.Contains("needs more than 4,194,304 bytes of memory", StringComparison.Ordinal),
            refusal?.Message);
        Assert.True(refusal is null || ((JsonException)refusal).Path!.StartsWith($"{name}.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("[{\"components\":[", "]}]")]
    public void Short_nested_lists_share_one_allocation_budget(string start, string end)
    {
        string level = "{\"type\":17}";
        for (int i = 0; i < 5; i++)
        {
            level = $$"""{"type":17,"components":[{{string.Join(",", Enumerable.Repeat(level, 8))}}]}""";
        }

        byte[] json = Encoding.UTF8.GetBytes($$"""{"components":{{start}}{{level}}{{end}}}""");
        (long allocated, _) = Read("MESSAGE_CREATE", json);

        Assert.True(allocated <= AllocationBudget.Of(json.Length) + Slack, allocated.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Documented_payload_uses_less_than_half_of_the_allocation_budget(string name)
    {
        byte[] json = Payload.Read(name);
        (long allocated, var refusal) = Read(name.Split('.')[0], json);

        Assert.Null(refusal);
        Assert.True(allocated * 2 < AllocationBudget.Of(json.Length));
    }

    [Fact]
    public void Guild_of_50000_members_uses_less_than_a_third_of_the_allocation_budget()
    {
        var text = new StringBuilder("""{"id":"1","name":"big","members":[""");
        for (int i = 0; i < 50_000; i++)
        {
            text.Append(i > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $$"""
                {"user":{"username":"name{{i}}","public_flags":0,"id":"{{200000000000000000 + i}}","global_name":"Name {{i}}","display_name":"Name {{i}}","discriminator":"0","bot":false,"avatar_decoration_data":null,"avatar":"0123456789abcdef0123456789abcdef"},"roles":["{{300000000000000000 + i}}","400000000000000000"],"premium_since":null,"pending":false,"nick":null,"mute":false,"joined_at":"2025-11-24T10:12:00.123000+00:00","flags":0,"deaf":false,"communication_disabled_until":null}
                """);
        }

        byte[] json = Encoding.UTF8.GetBytes(text.Append("]}").ToString());
        (long allocated, var refusal) = Read("GUILD_CREATE", json);

        Assert.Null(refusal);
        Assert.InRange(json.Length, 20_000_000, 30_000_000);
        Assert.True(allocated * 3 < AllocationBudget.Of(json.Length), allocated.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Event_over_the_allocation_budget_is_lost_for_typed_handlers_only_and_the_shard_continues()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var live = new LiveGateway();
        var seen = new ConcurrentQueue<string>();
        var errors = new ConcurrentQueue<GatewayError>();
        var cluster = await live.MakeAsync(
            null,
            null,
            new Handler("GUILD_MEMBERS_CHUNK", (in dispatch, _, _) =>
            {
                seen.Enqueue("bytes");
                return default;
            }),
            new Handler("GUILD_MEMBERS_CHUNK", (in dispatch, _, _) =>
            {
                seen.Enqueue($"{dispatch.Model<GuildMembersChunk>().Members.Length} members");
                return default;
            }));
        cluster.Error += errors.Enqueue;
        await cluster.SpawnAsync(cancel);
        await cluster.WaitForReadyAsync(cancel).WaitAsync(LiveGateway.Patience, cancel);

        live.Gateway.DispatchToAll(
            "GUILD_MEMBERS_CHUNK", $$"""{"guild_id":"1","members":[{{string.Join(",", Enumerable.Repeat("{}", 100_000))}}]}""");
        live.Gateway.DispatchToAll("GUILD_MEMBERS_CHUNK", """{"guild_id":"1","members":[{}]}""");

        await LiveGateway.UntilAsync(() => seen.Count == 3);
        Assert.Equal(["bytes", "bytes", "1 members"], seen);
        GatewayError error = Assert.Single(errors, error => error.Kind == GatewayErrorKind.Payload);
        Assert.Equal("GUILD_MEMBERS_CHUNK", error.EventName);
        Assert.Contains("GUILD_MEMBERS_CHUNK.members[", error.Message, StringComparison.Ordinal);
        Assert.Contains("needs more than", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, live.Gateway.Counters.Identifies);
    }

    private static (long Allocated, Exception? Refusal) Read(string name, byte[] json) => typeof(AllocationBudgetTests)
        .GetMethod(nameof(ReadModel), BindingFlags.Static | BindingFlags.NonPublic)!
        .MakeGenericMethod(Payload.ModelOf(name)).CreateDelegate<Func<string, byte[], (long, Exception?)>>()(name, json);

    private static (long Allocated, Exception? Refusal) ReadModel<T>(string name, byte[] json) where T : class, IGatewayModel<T>
    {
        byte[] eventName = Encoding.UTF8.GetBytes(name);
        Exception? refusal = null;
        object? model = null;
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var state = new DispatchState();
            model = new Dispatch(eventName, json, 1, ref state).Model<T>();
        }
        catch (JsonException exception)
        {
            refusal = exception;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(model);
        return (allocated, refusal);
    }
}
