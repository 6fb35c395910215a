using System.Globalization;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Spectacles.Gateway.Nats.Tests;

namespace Spectacles.Gateway.Appends;

/// <summary>
/// Appends of a former owner while another process takes its shards: how many are stored after the new fence, and how long the other
/// process needs.
/// </summary>
internal sealed class FenceChanges(NatsCluster cluster, NatsConnection former, NatsConnection next)
{
    private const int Shards = 8;
    private const int WrongLastSequence = 10071;

    // How long the former owner appends before another process takes its shards.
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly NatsJSContext context = new(next);

    public static async Task RunAsync(int rounds)
    {
        await using var cluster = await NatsCluster.StartAsync();
        await using var former = await cluster.ConnectAsync();
        await using var next = await cluster.ConnectAsync();
        var changes = new FenceChanges(cluster, former, next);
        foreach (bool isConditional in (bool[])[true, false])
        {
            await changes.RunAsync(Expectation.ShardFence, isConditional, rounds, kill: false);
        }

        await changes.RunAsync(Expectation.OwnSubject, isConditional: true, rounds, kill: false);
        await changes.RunAsync(Expectation.ShardFence, isConditional: true, Math.Min(rounds, 4), kill: true);
        await changes.RunAsync(Expectation.OwnSubject, isConditional: true, Math.Min(rounds, 4), kill: true);
    }

    private async Task RunAsync(Expectation expectation, bool isConditional, int rounds, bool kill)
    {
        long late = 0;
        var milliseconds = new List<double>();
        var attempts = new List<int>();
        int stored = 0, retried = 0, lost = 0;
        var refusals = new SortedSet<int>();
        for (int round = 0; round < rounds; round++)
        {
            string stream = $"C{expectation}{isConditional}{kill}{round}";
            await NatsCluster.UntilAsync(async cancellation =>
            {
                await context.CreateStreamAsync(new StreamConfig(stream, [$"{stream}.>"]) { NumReplicas = 3 }, cancellation);
                return true;
            });
            long[] first = new long[Shards];
            for (int shard = 0; shard < Shards; shard++)
            {
                first[shard] = expectation == Expectation.OwnSubject ? 0 : (await TakeAsync(stream, expectation, true, shard)).Sequence;
            }

            var owner = new FormerOwner(former, stream, expectation);
            var answers = await Acknowledgements.OpenAsync(former, Shards);
            var appending = answers.Slots.Select((slot, shard) => owner.AppendAsync(slot, shard, first[shard])).ToArray();
            await Task.Delay(Lead, TimeProvider.System);
            var leader = await cluster.LeaderAsync(context, stream);
            if (kill)
            {
                leader.Kill();
            }

            long start = TimeProvider.System.GetTimestamp();
            var taken = await Task.WhenAll(
                Enumerable.Range(0, Shards).Select(shard => TakeAsync(stream, expectation, isConditional, shard)));
            milliseconds.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            refusals.UnionWith(await Task.WhenAll(appending));
            if (kill)
            {
                await leader.RestartAsync();
                await cluster.CaughtUpAsync(context, stream);
            }

            var state = await context.GetStreamAsync(stream);
            for (int shard = 0; shard < Shards; shard++)
            {
                long last = (long)(await LastAsync(state, FormerOwner.Subject(stream, shard)));
                late += last > taken[shard].Sequence ? 1 : 0;
                attempts.Add(taken[shard].Attempts);
            }

            (stored, retried, lost) = (stored + owner.Stored, retried + owner.Retried, lost + owner.Lost);
            await answers.DisposeAsync();
            await context.DeleteStreamAsync(stream);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{expectation,-10} fence {(isConditional ? "conditional" : "unconditional"),-13} {(kill ? "leader killed" : ""),-13} "
            + $"{rounds} rounds: {stored} stored, {retried} in flight (10164), {lost} without an answer, "
            + $"refused with {string.Join(' ', refusals)}; STORED AFTER THE FENCE: {late}; "
            + $"all {Shards} taken in {milliseconds.Order().ElementAt(rounds / 2):F1} ms (most {milliseconds.Max():F1}), "
            + $"attempts for one at most {attempts.Max()}, mean {attempts.Average():F1}"));
    }

    /// <summary>Writes the fence of a shard: a message that is stored only if the last one is still the one that was read before.</summary>
    private async Task<(long Sequence, int Attempts)> TakeAsync(string stream, Expectation expectation, bool isConditional, int shard)
    {
        string subject = expectation == Expectation.OwnSubject ? FormerOwner.Subject(stream, shard) : FormerOwner.Fence(stream, shard);
        for (int attempt = 1; ; attempt++)
        {
            using var time = new CancellationTokenSource(TimeSpan.FromSeconds(2), TimeProvider.System);
            try
            {
                var state = await context.GetStreamAsync(stream, null, time.Token);
                var options = isConditional ? new NatsJSPubOpts { ExpectedLastSubjectSequence = await LastAsync(state, subject) } : null;
                var answer = await context.PublishAsync(subject, 1, opts: options, cancellationToken: time.Token);
                if (answer.IsSuccess())
                {
                    return ((long)answer.Seq, attempt);
                }

                if (answer.Error!.ErrCode is not (WrongLastSequence or 10164))
                {
                    throw new InvalidOperationException(answer.Error.Description);
                }
            }
            catch (Exception exception) when (exception is NatsException or OperationCanceledException)
            {
                // The stream has no leader at the moment, so the request failed or got no answer in time.
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>The last sequence of a subject as the leader knows it, or 0.</summary>
    private static async Task<ulong> LastAsync(INatsJSStream stream, string subject)
    {
        try
        {
            return (await stream.GetAsync(new StreamMsgGetRequest { LastBySubj = subject })).Message.Seq;
        }
        catch (NatsJSApiException exception) when (exception.Error.ErrCode == 10037)
        {
            return 0;
        }
    }
}
