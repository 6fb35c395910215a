using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Spectacles.Gateway.Nats.Tests;

namespace Spectacles.Gateway.Appends;

/// <summary>
/// The bytes that the client allocates and the processor time that it uses for each publish, including the answer if there is one.
/// </summary>
internal sealed class ClientCosts(NatsConnection connection, int bytes)
{
    private const int InFlight = 64;
    private const int WarmUp = 20_000;
    private const int Measured = 100_000;
    private const string Stored = "costs.1";

    private static readonly NatsRawSerializer<ReadOnlyMemory<byte>> Raw = NatsRawSerializer<ReadOnlyMemory<byte>>.Default;
    private static readonly NatsPubOpts Options = new();

    private readonly NatsJSContext context = new(connection);
    private readonly ReadOnlyMemory<byte> body = new byte[bytes];
    private readonly NatsHeaders constant = new()
    {
        ["Nats-Expected-Last-Subject-Sequence"] = "0",
        ["Nats-Expected-Last-Subject-Sequence-Subject"] = "costs.fence",
    };

    private int number;

    public static async Task RunAsync()
    {
        await using var server = await NatsServer.StartAsync();
        foreach (int bytes in (int[])[1024, 32 * 1024])
        {
            await using var connection = await server.ConnectAsync();
            await new ClientCosts(connection, bytes).MeasureAsync();
        }
    }

    private async Task MeasureAsync()
    {
        var answers = await Acknowledgements.OpenAsync(connection, InFlight);
        await context.CreateStreamAsync(
            new StreamConfig("COSTS", ["costs.>"]) { Storage = StreamConfigStorage.Memory, MaxMsgs = 1000 });

        Task Own(string way, Func<Slot, ValueTask> publish) => ReportAsync(way, count => RepeatAsync(answers, publish, count));
        Task Alone(string way, Func<ValueTask> publish) => ReportAsync(way, count => RepeatAsync(publish, count));

        var sequence = new ReadOnlySequence<byte>(body);
        var sequences = NatsRawSerializer<ReadOnlySequence<byte>>.Default;
        var pack = new Pack(body[..16], body[16..]);
        await Alone("without an answer, no headers", () => connection.PublishAsync("nobody", body, null, null, Raw, Options));
        await Alone("without an answer, two constant headers", () => connection.PublishAsync("nobody", body, constant, null, Raw, Options));
        await Own("one subscription, ReadOnlyMemory", slot => connection.PublishAsync(Stored, body, null, slot.Reply, Raw, Options));
        await Own(
            "one subscription, ReadOnlySequence",
            slot => connection.PublishAsync(Stored, sequence, null, slot.Reply, sequences, Options));
        await Own(
            "one subscription, struct and serializer",
            slot => connection.PublishAsync(Stored, pack, null, slot.Reply, PackSerializer.Instance, Options));
        await Own(
            "one subscription, two constant headers",
            slot => connection.PublishAsync(Stored, body, constant, slot.Reply, Raw, Options));
        for (int count = 1; count <= 3; count++)
        {
            int headers = count;
            await Own(
                $"one subscription, new headers: {count}",
                slot => connection.PublishAsync(Stored, body, New(headers), slot.Reply, Raw, Options));
        }

        await ReportAsync("PublishConcurrentAsync", ConcurrentAsync);
        await context.DeleteStreamAsync("COSTS");
        await answers.DisposeAsync();
    }

    private NatsHeaders New(int count)
    {
        var headers = new NatsHeaders(count);
        for (int i = 0; i < count; i++)
        {
            string name = i switch { 0 => "Nats-Msg-Id", 1 => "Fleet-First", _ => "Fleet-Last" };
            headers[name] = (++number).ToString(CultureInfo.InvariantCulture);
        }

        return headers;
    }

    private async Task ReportAsync(string way, Func<int, Task> repeat)
    {
        await repeat(WarmUp);
        long allocated = GC.GetTotalAllocatedBytes(true);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        int count = bytes > 4096 ? Measured / 4 : Measured;
        await repeat(count);
        var time = Process.GetCurrentProcess().TotalProcessorTime - before;
        double perOperation = (GC.GetTotalAllocatedBytes(true) - allocated) / (double)count;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{bytes,6} B  {way,-40} {perOperation,8:F0} B  {time.TotalMicroseconds / count,6:F2} us of processor time"));
    }

    private static async Task RepeatAsync(Func<ValueTask> publish, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await publish();
        }
    }

    /// <summary>Publishes in one loop, which waits for an answer only when it needs the slot of that answer again.</summary>
    private static async Task RepeatAsync(Acknowledgements answers, Func<Slot, ValueTask> publish, int count)
    {
        var pending = new ValueTask<Acknowledgement>[InFlight];
        for (int i = 0; i < count + InFlight; i++)
        {
            if (i >= InFlight && await pending[i % InFlight] is { IsStored: false } answer)
            {
                throw new InvalidOperationException(answer.ToString());
            }

            if (i < count)
            {
                var slot = answers.Slots[i % InFlight];
                pending[i % InFlight] = slot.Arm();
                await publish(slot);
            }
        }
    }

    private async Task ConcurrentAsync(int count)
    {
        var pending = new NatsJSPublishConcurrentFuture[InFlight];
        for (int i = 0; i < count + InFlight; i++)
        {
            if (i >= InFlight)
            {
                await pending[i % InFlight].GetResponseAsync();
                await pending[i % InFlight].DisposeAsync();
            }

            if (i < count)
            {
                pending[i % InFlight] = await context.PublishConcurrentAsync(Stored, body, Raw);
            }
        }
    }
}
