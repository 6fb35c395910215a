using System.Text.Json;
using System.Text.RegularExpressions;
using Spectacles.Gateway.Events;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>Answers to a request for members in every order and form, message by message.</summary>
public sealed partial class MemberAnswerTests : IAsyncDisposable
{
    private static readonly ClusterOptions WithMembers = new() { Intents = GatewayIntents.GuildMembers };
    private readonly MemoryGateway gateway = new();
    private int sequence = 1;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Member_chunks_are_counted_once_in_any_order_and_chunks_of_other_requests_are_ignored()
    {
        var connection = await gateway.StartAsync(WithMembers);
        await using var chunks = Ask();
        var first = chunks.MoveNextAsync();
        string nonce = Nonce(await connection.SentAsync(8));

        connection.Receive(Chunk(2, 3, "someone else"));
        connection.Receive(Chunk(2, 3, nonce));
        connection.Receive(Chunk(2, 3, nonce));
        connection.Receive(Chunk(0, 3, nonce));
        connection.Receive(Chunk(1, 3, nonce));

        Assert.True(await first);
        var seen = new List<long> { chunks.Current.ChunkIndex };
        while (await chunks.MoveNextAsync())
        {
            seen.Add(chunks.Current.ChunkIndex);
        }

        Assert.Equal([2, 0, 1], seen);
    }

    [Fact]
    public async Task Incomplete_response_to_a_member_request_times_out_with_the_number_of_chunks_received()
    {
        var connection = await gateway.StartAsync(WithMembers);
        await using var chunks = Ask();
        var first = chunks.MoveNextAsync();
        connection.Receive(Chunk(0, 2, Nonce(await connection.SentAsync(8))));
        Assert.True(await first);

        var second = chunks.MoveNextAsync().AsTask();
        var error = await Assert.ThrowsAsync<TimeoutException>(() => gateway.PassTimeUntilAsync(second));

        Assert.Contains(
            "Shard 0 received no chunk of the members of guild 7 within 30 s. 1 of 2 chunks were received since the request.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains("Discord did not answer", error.Message, StringComparison.Ordinal);
        Assert.Empty(gateway.Shard.Inside().Parts.Listeners.Listeners);
    }

    [Fact]
    public async Task Timeout_of_a_member_request_after_a_new_session_reports_that_the_request_was_lost()
    {
        var connection = await gateway.StartAsync(WithMembers);
        await using var chunks = Ask();
        var first = chunks.MoveNextAsync().AsTask();
        await connection.SentAsync(8);

        connection.Receive("""{"op":9,"d":false}""");
        var second = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        second.Receive(Hello);
        await gateway.PassTimeUntilAsync(second.SentAsync(2));
        second.Receive(ReadyAgain);
        await gateway.PassTimeUntilAsync(gateway.Shard.WaitForReadyAsync(Cancel));
        second.Receive("""{"op":11}""");
        var error = await Assert.ThrowsAsync<TimeoutException>(() => gateway.PassTimeUntilAsync(first));

        Assert.Contains(
            "No chunk was received since the request. The shard has started a new session", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeout_of_a_member_request_on_the_wrong_shard_names_the_right_shard()
    {
        await using var two = new MemoryGateway { Shards = 2 };
        await two.Make(WithMembers).SpawnAsync([0], 2, Cancel);
        var connection = await two.ConnectedAsync();
        connection.Receive(Hello);
        await connection.SentAsync();
        connection.Receive(MemoryGateway.Ready);
        await two.Cluster!.WaitForReadyAsync(Cancel);
        await using var chunks = two.Shard.RequestGuildMembersAsync(RequestGuildMembers.All(1UL << 22)).GetAsyncEnumerator(Cancel);
        var first = chunks.MoveNextAsync().AsTask();

        var error = await Assert.ThrowsAsync<TimeoutException>(() => two.PassTimeUntilAsync(first));

        Assert.Contains("The guild is on shard 1: send the request there.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the text is broken", """{"guild_id":"7","members":[{"user":nobody}],"chunk_index":0,"chunk_count":1,"nonce":"NONCE"}""")]
    [InlineData("the guild is no id, the nonce comes last", """{"guild_id":"seven","members":[],"chunk_index":0,"chunk_count":1,"nonce":"NONCE"}""")]
    [InlineData("without a nonce the guild tells", """{"guild_id":"7","members":[{"user":nobody}],"chunk_index":0,"chunk_count":1}""")]
    public async Task Unreadable_member_chunk_ends_only_the_request_that_it_answers(string _, string chunk)
    {
        var connection = await gateway.StartAsync(WithMembers);
        await using var broken = gateway.Shard.RequestGuildMembersAsync(RequestGuildMembers.ByName(7, "a")).GetAsyncEnumerator(Cancel);
        await using var other = gateway.Shard.RequestGuildMembersAsync(RequestGuildMembers.ByName(8, "a")).GetAsyncEnumerator(Cancel);
        var failing = broken.MoveNextAsync().AsTask();
        string nonce = Nonce(await connection.SentAsync(8));
        var going = other.MoveNextAsync().AsTask();
        string otherNonce = Nonce(await connection.SentAsync(8));

        connection.Receive(Event("GUILD_MEMBERS_CHUNK", ++sequence, chunk.Replace("NONCE", nonce, StringComparison.Ordinal)));

        var error = await Assert.ThrowsAsync<JsonException>(() => failing.WaitAsync(LiveGateway.Patience, Cancel));
        Assert.StartsWith("GUILD_MEMBERS_CHUNK", error.Message, StringComparison.Ordinal);
        connection.Receive(Chunk(0, 1, otherNonce));
        Assert.True(await going.WaitAsync(LiveGateway.Patience, Cancel));
        Assert.Equal(GatewayErrorKind.Payload, Assert.Single(gateway.Errors).Kind);
    }

    [Fact]
    public async Task Member_chunk_without_readable_fields_is_reported_and_ends_no_request()
    {
        var connection = await gateway.StartAsync(WithMembers);
        await using var chunks = Ask();
        var first = chunks.MoveNextAsync().AsTask();
        string nonce = Nonce(await connection.SentAsync(8));

        connection.Receive(Event("GUILD_MEMBERS_CHUNK", ++sequence, """{"members":[{"user":nobody}]}"""));
        connection.Receive(Chunk(0, 1, nonce));

        Assert.True(await first.WaitAsync(LiveGateway.Patience, Cancel));
        Assert.Equal(GatewayErrorKind.Payload, Assert.Single(gateway.Errors).Kind);
    }

    [Theory]
    [InlineData("""{"opcode":8,"retry_after":9.5,"meta":{"guild_id":"7"}}""", 9.5)]
    [InlineData("""{"opcode":8,"retry_after":9.5,"meta":{"guild_id":"7","nonce":"NONCE"}}""", 9.5)]
    [InlineData("""{"opcode":8,"retry_after":1e300,"meta":{"guild_id":"7"}}""", 86_400)]
    [InlineData("""{"opcode":8,"retry_after":-1,"meta":{"guild_id":"7"}}""", 1)]
    public async Task Refused_member_request_is_identified_by_nonce_or_guild_and_its_delay_is_limited(string refusal, double seconds)
    {
        var connection = await gateway.StartAsync(WithMembers);
        await using var chunks = Ask();
        var first = chunks.MoveNextAsync().AsTask();
        string nonce = Nonce(await connection.SentAsync(8));

        connection.Receive(Event("RATE_LIMITED", ++sequence, """{"opcode":8,"retry_after":1,"meta":{"guild_id":"8"}}"""));
        connection.Receive(Event("RATE_LIMITED", ++sequence, """{"opcode":8,"retry_after":1,"meta":{"guild_id":"7","nonce":"other"}}"""));
        connection.Receive(Event("RATE_LIMITED", ++sequence, refusal.Replace("NONCE", nonce, StringComparison.Ordinal)));

        var error = await Assert.ThrowsAsync<GatewayRateLimitedException>(() => first);
        Assert.Equal(TimeSpan.FromSeconds(seconds), error.RetryAfter);
    }

    [Fact]
    public async Task Stopping_the_cluster_ends_the_enumeration_of_members()
    {
        var connection = await gateway.StartAsync(WithMembers);
        await using var chunks = Ask();
        var first = chunks.MoveNextAsync().AsTask();
        await connection.SentAsync(8);

        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());

        await Assert.ThrowsAsync<GatewayStoppedException>(() => first);
    }

    [Fact]
    public async Task Refused_member_request_can_be_enumerated_again()
    {
        var connection = await gateway.StartAsync(WithMembers);
        var request = gateway.Shard.RequestGuildMembersAsync(RequestGuildMembers.ByName(7, "a"));
        await using var refused = request.GetAsyncEnumerator(Cancel);
        var first = refused.MoveNextAsync().AsTask();
        string nonce = Nonce(await connection.SentAsync(8));
        connection.Receive(Event("RATE_LIMITED", ++sequence, """{"opcode":8,"retry_after":1,"meta":{"guild_id":"7"}}"""));
        await Assert.ThrowsAsync<GatewayRateLimitedException>(() => first);

        using var giveUp = new CancellationTokenSource();
        await using var again = request.GetAsyncEnumerator(giveUp.Token);
        var second = again.MoveNextAsync().AsTask();
        Assert.NotEqual(nonce, Nonce(await connection.SentAsync(8)));
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public void Invalid_member_request_is_rejected_with_the_reason()
    {
        Assert.Throws<ArgumentException>(() => RequestGuildMembers.ByIds(1));
        Assert.Throws<ArgumentException>(
            () => RequestGuildMembers.ByIds(1, Enumerable.Range(1, 101).Select(id => new Snowflake((ulong)id))));
        Assert.Throws<ArgumentOutOfRangeException>(() => RequestGuildMembers.ByName(1, "a", 101));
        Assert.Throws<ArgumentOutOfRangeException>(() => RequestGuildMembers.ByName(1, "a", 0));
        Assert.Throws<ArgumentException>(() => RequestGuildMembers.ByName(1, ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => RequestGuildMembers.All(1, -1));
        Assert.Throws<ArgumentException>(() => RequestGuildMembers.All(1) with { Nonce = new string('é', 17) });
        Assert.Equal(32, (RequestGuildMembers.All(1) with { Nonce = new string('n', 32) }).Nonce!.Length);
    }

    [Theory]
    [InlineData("all", """{"op":8,"d":{"guild_id":"7","query":"","limit":0,"nonce":"n"}}""")]
    [InlineData("name", """{"op":8,"d":{"guild_id":"7","query":"ada","limit":5,"nonce":"n"}}""")]
    [InlineData("ids", """{"op":8,"d":{"guild_id":"7","user_ids":["1","2"],"limit":0,"nonce":"n"}}""")]
    public async Task Member_request_can_be_sent_like_any_command(string which, string expected)
    {
        var connection = await gateway.StartAsync(WithMembers);
        var request = which switch
        {
            "all" => RequestGuildMembers.All(7),
            "name" => RequestGuildMembers.ByName(7, "ada", 5),
            _ => RequestGuildMembers.ByIds(7, 1, 2, 1),
        };

        await gateway.Shard.SendAsync(request with { Nonce = "n" }, cancellationToken: Cancel);

        Assert.Equal(expected, await connection.SentAsync(8));
    }

    private static string Nonce(string request) => NonceInJson().Match(request).Groups[1].Value;

    private string Chunk(int index, int count, string nonce) =>
        Event(
            "GUILD_MEMBERS_CHUNK",
            ++sequence,
            $$"""{"guild_id":"7","members":[],"chunk_index":{{index}},"chunk_count":{{count}},"nonce":"{{nonce}}"}""");

    private IAsyncEnumerator<GuildMembersChunk> Ask() =>
        gateway.Shard.RequestGuildMembersAsync(RequestGuildMembers.All(7)).GetAsyncEnumerator(Cancel);

    [GeneratedRegex("""nonce":"([^"]+)""")]
    private static partial Regex NonceInJson();
}
