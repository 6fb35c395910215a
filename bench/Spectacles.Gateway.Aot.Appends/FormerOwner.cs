using System.Globalization;
using NATS.Client.Core;

namespace Spectacles.Gateway.Appends;

/// <summary>
/// An owner of shards that does not know that it has lost them: it appends as fast as it can, one append in flight for each shard, until
/// the stream refuses it because the fence has changed.
/// </summary>
internal sealed class FormerOwner(NatsConnection connection, string stream, Expectation expectation)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private int stored;
    private int retried;
    private int lost;

    /// <summary>The appends that were acknowledged.</summary>
    public int Stored => stored;

    /// <summary>The refusals because another write was in flight (10164): the append was made again.</summary>
    public int Retried => retried;

    /// <summary>The appends without an answer: they were made again, and may be stored twice.</summary>
    public int Lost => lost;

    public static string Subject(string stream, int shard) => string.Create(CultureInfo.InvariantCulture, $"{stream}.events.{shard}");

    public static string Fence(string stream, int shard) => string.Create(CultureInfo.InvariantCulture, $"{stream}.fence.{shard}");

    /// <summary>Ends with the code of the refusal.</summary>
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
