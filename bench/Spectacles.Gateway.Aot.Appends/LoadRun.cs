using System.Globalization;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Spectacles.Gateway.Appends;

/// <summary>Appends to one stream with a fixed number of appends in flight, for a fixed time.</summary>
internal sealed class LoadRun(NatsConnection connection, Load load)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);

    private readonly NatsJSContext context = new(connection);
    private readonly ReadOnlyMemory<byte> body = Body(load.Bytes);
    private readonly LoadResult result = new();
    private volatile bool isCounting;
    private volatile bool isStopped;

    public async Task<LoadResult> RunAsync()
    {
        await context.CreateStreamAsync(new StreamConfig("LOAD", ["load.>"]) { NumReplicas = load.Replicas });
        var answers = await Acknowledgements.OpenAsync(connection, load.InFlight);
        var appending = answers.Slots.Select((slot, shard) => AppendAsync(slot, shard)).ToArray();
        await Task.Delay(WarmUp, TimeProvider.System);
        long start = TimeProvider.System.GetTimestamp();
        isCounting = true;
        await Task.Delay(Measured, TimeProvider.System);
        isCounting = false;
        result.Seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        isStopped = true;
        await Task.WhenAll(appending);
        await answers.DisposeAsync();
        await context.DeleteStreamAsync("LOAD");
        return result;
    }

    /// <summary>Random bytes, which the server can't compress.</summary>
    private static ReadOnlyMemory<byte> Body(int size)
    {
        byte[] bytes = new byte[size];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private async Task AppendAsync(Slot slot, int shard)
    {
        string subject = string.Create(CultureInfo.InvariantCulture, $"load.events.{shard}");
        string fence = load.Expectation == Expectation.GroupFence ? "load.fence" : $"load.fence.{shard}";
        long expected = load.Expectation switch
        {
            Expectation.GroupFence when shard > 0 => 1,
            Expectation.GroupFence or Expectation.ShardFence => await FenceAsync(fence),
            _ => 0,
        };
        var headers = Headers(fence, expected);
        var options = new NatsPubOpts();
        while (!isStopped)
        {
            long start = TimeProvider.System.GetTimestamp();
            Acknowledgement answer;
            do
            {
                var answering = slot.Arm();
                await connection.PublishAsync(subject, body, headers, slot.Reply, NatsRawSerializer<ReadOnlyMemory<byte>>.Default, options);
                answer = await answering;
                if (!answer.IsStored && isCounting)
                {
                    result.AddRefused(answer.Error);
                }
            }
            while (!answer.IsStored && !isStopped);
            if (isCounting && answer.IsStored)
            {
                result.AddStored(TimeProvider.System.GetElapsedTime(start));
            }

            if (load.Expectation == Expectation.OwnSubject)
            {
                headers = Headers(fence, answer.Sequence);
            }
        }
    }

    private async Task<long> FenceAsync(string subject)
    {
        var answer = await context.PublishAsync(subject, 1);
        answer.EnsureSuccess();
        return (long)answer.Seq;
    }

    private NatsHeaders? Headers(string fence, long expected)
    {
        string number = expected.ToString(CultureInfo.InvariantCulture);
        return load.Expectation switch
        {
            Expectation.None => null,
            Expectation.OwnSubject => new NatsHeaders { ["Nats-Expected-Last-Subject-Sequence"] = number },
            _ => new NatsHeaders
            {
                ["Nats-Expected-Last-Subject-Sequence"] = number,
                ["Nats-Expected-Last-Subject-Sequence-Subject"] = fence,
            },
        };
    }
}
