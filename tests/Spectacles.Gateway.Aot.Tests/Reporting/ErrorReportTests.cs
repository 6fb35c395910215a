using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>What becomes of an error that repeats.</summary>
public sealed class ErrorReportTests
{
    private readonly FakeTimeProvider time = new();
    private readonly LogLines log = new();

    [Fact]
    public void Repeated_error_is_logged_once_and_its_count_once_a_minute()
    {
        using var errors = new ErrorReport(log, time);
        int heard = 0;
        errors.Reported += _ => heard++;
        for (int i = 0; i < 1_000; i++)
        {
            errors.Send(HandlerError(new InvalidOperationException("broken"), i));
        }

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1_000, heard);
        Assert.Equal(2, log.Lines.Count);
        Assert.Contains(
            "999 more errors of this kind since the last report: A.Handle threw", log.Lines.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_of_too_many_kinds_are_counted_together_without_a_name()
    {
        using var errors = new ErrorReport(log, time);
        for (int i = 0; i < 100; i++)
        {
            errors.Send(HandlerError(new InvalidOperationException($"broken {i}"), i));
        }

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(66, log.Lines.Count);
        Assert.Contains(
            "35 more errors of this kind since the last report: errors of too many different kinds",
            log.Lines.Last().Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Payload_text_quoted_by_an_exception_is_not_kept()
    {
        using var errors = new ErrorReport(null, time);
        var exceptions = Enumerable.Range(0, 10).Select(i => Send(errors, i)).ToList();

        GC.Collect();

        // A register may still hold the last one.
        Assert.InRange(exceptions.Count(exception => exception.IsAlive), 0, 1);
        Assert.InRange(ErrorReport.KeyOf(HandlerError(new InvalidOperationException(new string('x', 1_000_000)), 1)).Length, 100, 400);
    }

    [Fact]
    public async Task Every_lost_session_is_raised_to_listeners_although_one_log_line_covers_all()
    {
        await using var gateway = new MemoryGateway { Shards = 3 };
        await gateway.Make(new ClusterOptions { LoggerFactory = log }).SpawnAsync(TestContext.Current.CancellationToken);
        var connections = new List<MemoryConnection>();
        for (int shard = 0; shard < 3; shard++)
        {
            var connection = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
            connection.Receive(Hello);
            await gateway.PassTimeUntilAsync(connection.SentAsync(2));
            connection.Receive(Ready);
            connections.Add(connection);
        }

        await gateway.Cluster!.WaitForReadyAsync(TestContext.Current.CancellationToken);
        connections.ForEach(connection => connection.CloseFromServer(4009));

        await LiveGateway.UntilAsync(() => gateway.ErrorsThatSay("The session was lost") == 3);
        await LiveGateway.UntilAsync(
            () => log.Lines.Count(line => line.Text.Contains("The session was lost", StringComparison.Ordinal)) == 1);
        lock (gateway.Errors)
        {
            Assert.Equal(
                [0, 1, 2],
                gateway.Errors.Where(error => error.Kind == GatewayErrorKind.SessionLost).Select(error => error.ShardId!.Value).Order());
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Send(ErrorReport errors, int number)
    {
        var failure = new InvalidOperationException($"{number} {new string('x', 1_000_000)}");
        errors.Send(HandlerError(failure, number));
        return new WeakReference(failure);
    }

    private static GatewayError HandlerError(Exception failure, int sequence) =>
        new(
            GatewayErrorKind.Handler,
            $"A.Handle threw {failure.GetType().Name} at X (sequence {sequence})",
            0)
        { Exception = failure, EventName = "X", Sequence = sequence, Handler = "A.Handle" };
}
