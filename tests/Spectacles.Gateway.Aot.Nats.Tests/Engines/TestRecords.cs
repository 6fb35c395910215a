using System.Globalization;
using System.Text;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Records with numbers, as owners append and workers read them.</summary>
internal static class TestRecords
{
    public static byte[] Of(int number) => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    public static int NumberOf(ReadOnlyMemory<byte> record) => int.Parse(record.Span, CultureInfo.InvariantCulture);

    /// <summary>Appends a number until the outcome is known.</summary>
    /// <returns>False if the owner is fenced.</returns>
    public static async Task<bool> AppendAsync(IEventAppender appender, int number, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await appender.AppendAsync(RecordAddress.ForPack, Of(number), cancellationToken) == AppendOutcome.Stored;
            }
            catch (FleetException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>Reads and acknowledges records until each number below a limit has come.</summary>
    /// <remarks>
    /// A record that was on its way when a server failed comes again after <see cref="DeliveryQuery.AnswerTimeout"/>, after later ones.
    /// </remarks>
    public static Task ReadBelowAsync(NatsEngine engine, DeliveryQuery query, int limit, CancellationToken cancellationToken)
    {
        HashSet<int> missing = [.. Enumerable.Range(0, limit)];
        return ReadUntilAsync(
            engine,
            query,
            number =>
            {
                missing.Remove(number);
                return missing.Count == 0;
            },
            cancellationToken);
    }

    /// <summary>The numbers that a partition of the log has, in its order.</summary>
    public static async Task<List<int>> StoredAsync(NatsConnection connection, FleetPlan plan, CancellationToken cancellationToken)
    {
        var stream = await new NatsJSContext(connection).GetStreamAsync(
            $"FLEET_{plan.Name}_EVENTS_0", cancellationToken: cancellationToken);
        List<int> numbers = [];
        for (ulong sequence = (ulong)stream.Info.State.FirstSeq; sequence <= (ulong)stream.Info.State.LastSeq; sequence++)
        {
            var answer = await stream.GetAsync(new StreamMsgGetRequest { Seq = sequence }, cancellationToken);
            if (int.TryParse(answer.Message.Data.Span, CultureInfo.InvariantCulture, out int number) && number >= 0)
            {
                numbers.Add(number);
            }
        }

        return numbers;
    }

    /// <summary>Reads and acknowledges records until one has the number, and returns all numbers.</summary>
    public static Task<List<int>> ReadUntilAsync(NatsEngine engine, DeliveryQuery query, int last, CancellationToken cancellationToken) =>
        ReadUntilAsync(engine, query, number => number == last, cancellationToken);

    /// <summary>Creates the consumer of a worker group: it begins with what is appended afterwards.</summary>
    public static async Task BeginAsync(NatsEngine engine, DeliveryQuery query, CancellationToken cancellationToken)
    {
        await engine.Events.AppendRetryAsync(query.WorkerGroup, 0, Of(-1), cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadUntilAsync(engine, query, -1, end.Token);
        while (!reading.IsCompleted)
        {
            await engine.Events.AppendRetryAsync(query.WorkerGroup, 0, Of(-1), cancellationToken);
            await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken));
        }

        await reading;
    }

    private static async Task<List<int>> ReadUntilAsync(
        NatsEngine engine, DeliveryQuery query, Func<int, bool> isLast, CancellationToken cancellationToken)
    {
        List<int> numbers = [];
        await foreach (var delivery in engine.Events.ReadAsync(query, partition: 0, cancellationToken))
        {
            numbers.Add(NumberOf(delivery.Record));
            await delivery.AcknowledgeAsync(cancellationToken);
            if (isLast(numbers[^1]))
            {
                break;
            }
        }

        return numbers;
    }
}
