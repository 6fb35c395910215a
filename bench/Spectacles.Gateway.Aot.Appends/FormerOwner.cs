using System.Globalization;
using NATS.Client.Core;

namespace Spectacles.Gateway.Appends;

/// <summary>
/// An owner of shards that has not noticed that another process has taken them. It appends as fast as it can, with one append in flight for
/// each shard, until the server refuses an append because the fence has changed.
/// </summary>
internal sealed class FormerOwner(NatsConnection connection, string stream, Expectation expectation)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private int stored;
    private int retried;
    private int lost;

    /// <summary>The appends that were acknowledged.</summary>
    public int Stored => stored;

    /// <summary>The appends that were refused because another write was in flight (10164). They were repeated.</summary>
    public int Retried => retried;

    /// <summary>The appends without an answer. They were repeated, so they may be stored twice.</summary>
    public int Lost => lost;

    public static string Subject(string stream, int shard) => string.Create(CultureInfo.InvariantCulture, $"{stream}.events.{shard}");

    public static string Fence(string stream, int shard) => string.Create(CultureInfo.InvariantCulture, $"{stream}.fence.{shard}");

    /// <summary>Appends until the server refuses, and returns the error code.</summary>
    public async Task<int> AppendAsync(Slot slot, int shard, long expected)
    {
        var body = (ReadOnlyMemory<byte>)new byte[1024];
        while (true)
        {
            var headers = new NatsHeaders { ["Nats-Expected-Last-Subject-Sequence"] = expected.ToString(CultureInfo.InvariantCulture) };
            if (expectation == Expectation.ShardFence)
            {
                headers["Nats-Expected-Last-Subject-Sequence-Subject"] = Fence(stream, shard);
            }

            var answering = slot.Arm().AsTask();
            await connection.PublishAsync(
                Subject(stream, shard), body, headers, slot.Reply, NatsRawSerializer<ReadOnlyMemory<byte>>.Default);
            Acknowledgement answer;
            try
            {
                answer = await answering.WaitAsync(Patience, TimeProvider.System);
            }
            catch (TimeoutException)
            {
                slot.GiveUp();
                answer = await answering;
            }

            if (answer.IsStored)
            {
                Interlocked.Increment(ref stored);
                expected = expectation == Expectation.OwnSubject ? answer.Sequence : expected;
            }
            else if (answer == Acknowledgement.Lost || answer == Acknowledgement.NoResponders)
            {
                Interlocked.Increment(ref lost);
            }
            else if (answer.Error == 10164)
            {
                Interlocked.Increment(ref retried);
            }
            else
            {
                return answer.Error;
            }
        }
    }
}
