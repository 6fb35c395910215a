using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>What decision 0036 relies on: the server refuses an append whose fence is not the last one.</summary>
[Collection(nameof(ThreeServers))]
public sealed class FenceTests(SharedCluster shared)
{
    private const int MessageNotFound = 10037;
    private const int WrongLastSequence = 10071;
    private const int WriteInFlight = 10164;

    [Fact]
    public async Task Append_of_a_former_owner_is_refused()
    {
        await using var connection = await shared.Cluster.ConnectAsync();
        var context = await CreateAsync(connection, new StreamConfig("FORMER", ["former.>"]));
        ulong first = await FenceAsync(context, "former", 0);
        await AppendAsync(context, "former", first, error: 0);

        ulong second = await FenceAsync(context, "former", first);

        await AppendAsync(context, "former", first, WrongLastSequence);
        await AppendAsync(context, "former", second, error: 0);
    }

    [Fact]
    public async Task Append_is_not_compared_while_another_one_with_the_same_fence_is_in_flight()
    {
        await using var connection = await shared.Cluster.ConnectAsync();
        var context = await CreateAsync(connection, new StreamConfig("FLIGHT", ["flight.>"]));
        ulong fence = await FenceAsync(context, "flight", 0);
        await AppendAsync(context, "flight", fence, error: 0);
        var leader = await shared.Cluster.LeaderAsync(context, "FLIGHT");
        await using var direct = await leader.ConnectAsync();
        var followers = shared.Cluster.Servers.Where(server => server != leader).ToArray();

        // Without a majority an append stays in flight. The first one may be refused, too: the server clears its mark after the answer to
        // the append before.
        List<Task<PubAckResponse>> pending;
        PubAckResponse[] refused;
        Array.ForEach(followers, follower => follower.Suspend());
        try
        {
            var busy = new NatsJSContext(direct);
            pending = [.. Enumerable.Range(0, 3).Select(_ => PublishAsync(busy, "flight", fence).AsTask())];
            refused = [await await RemoveFirstAsync(pending), await await RemoveFirstAsync(pending)];
        }
        finally
        {
            Array.ForEach(followers, follower => follower.Resume());
        }

        Assert.All(refused, answer => Assert.Equal(WriteInFlight, answer.Error?.ErrCode));
        (await Assert.Single(pending).WaitAsync(NatsServer.Patience, TestContext.Current.CancellationToken)).EnsureSuccess();
        await AppendAsync(context, "flight", fence, error: 0);
    }

    [Fact]
    public async Task Fence_without_an_age_limit_is_kept_and_one_with_a_limit_is_not()
    {
        await using var connection = await shared.Cluster.ConnectAsync();
        var second = TimeSpan.FromSeconds(1);
        var context = await CreateAsync(
            connection, new StreamConfig("AGE", ["age.>", "limited.>"]) { MaxAge = second, DuplicateWindow = second });
        ulong fence = await FenceAsync(context, "age", 0);
        ulong limited = await FenceAsync(context, "limited", 0, new NatsHeaders());

        var stream = await context.GetStreamAsync("AGE", cancellationToken: TestContext.Current.CancellationToken);
        await NatsCluster.UntilAsync(async cancellation =>
        {
            try
            {
                await stream.GetAsync(new StreamMsgGetRequest { LastBySubj = "limited.fence" }, cancellation);
                return false;
            }
            catch (NatsJSApiException exception) when (exception.Error.ErrCode == MessageNotFound)
            {
                return true;
            }
        });

        await AppendAsync(context, "age", fence, error: 0);
        await AppendAsync(context, "limited", limited, WrongLastSequence);
    }

    private static async Task<NatsJSContext> CreateAsync(NatsConnection connection, StreamConfig stream)
    {
        var context = new NatsJSContext(connection);
        await NatsCluster.CreateStreamAsync(context, stream with { AllowMsgTTL = true });
        return context;
    }

    private static async Task<Task<PubAckResponse>> RemoveFirstAsync(List<Task<PubAckResponse>> answers)
    {
        var first = await Task.WhenAny(answers);
        answers.Remove(first);
        return first;
    }

    private static async Task<ulong> FenceAsync(NatsJSContext context, string prefix, ulong expected, NatsHeaders? headers = null)
    {
        var options = new NatsJSPubOpts { ExpectedLastSubjectSequence = expected };
        while (true)
        {
            var answer = await context.PublishAsync(
                $"{prefix}.fence",
                1,
                opts: options,
                headers: headers ?? new NatsHeaders { ["Nats-TTL"] = "never" },
                cancellationToken: TestContext.Current.CancellationToken);
            if (answer.Error?.ErrCode != WriteInFlight)
            {
                answer.EnsureSuccess();
                return answer.Seq;
            }
        }
    }

    /// <summary>Appends again while the server is still busy with the write before.</summary>
    private static async Task AppendAsync(NatsJSContext context, string prefix, ulong fence, int error)
    {
        PubAckResponse answer;
        do
        {
            answer = await PublishAsync(context, prefix, fence);
        }
        while (answer.Error?.ErrCode == WriteInFlight);
        Assert.Equal(error, answer.Error?.ErrCode ?? 0);
    }

    private static ValueTask<PubAckResponse> PublishAsync(NatsJSContext context, string prefix, ulong fence) => context.PublishAsync(
        $"{prefix}.events",
        1,
        opts: new NatsJSPubOpts { ExpectedLastSubjectSequence = fence, ExpectedLastSubjectSequenceSubject = $"{prefix}.fence" },
        cancellationToken: TestContext.Current.CancellationToken);
}
