using Spectacles.Gateway;
using Spectacles.Gateway.Fleet;

namespace FleetSoak.Fleet;

/// <summary>A worker of the fleet. Prints <c>ready</c> when it reads.</summary>
internal sealed class WorkerProgram(ProcessOptions options)
{
    /// <summary>The line that says that a record was given up.</summary>
    public const string DeadLetter = "dead letter";

    /// <summary>Few, so that a worker with slow handlers reaches the limit.</summary>
    private const int MaxInFlight = 16;

    /// <summary>Short, so that a call of a worker that was suspended is tried again soon.</summary>
    private static readonly TimeSpan HandlerTimeout = TimeSpan.FromSeconds(5);

    /// <returns>0 after SIGTERM, 3 after an error.</returns>
    public async Task<int> RunAsync()
    {
        var clock = new JumpingClock();
        var handler = new NumberHandler();
        using var judge = new JudgeLink(line =>
        {
            clock.Receive(line);
            handler.Receive(line);
        });
        try
        {
            await using var nats = await options.ConnectAsync(NatsRole.Worker, clock, judge.Stop);
            await using var worker = new FleetWorker(nats, new FleetWorkerOptions
            {
                Group = "main",
                HandlerTimeout = HandlerTimeout,
                MaxInFlight = MaxInFlight,
                TimeProvider = clock,
            });
            worker.Dispatcher.Error += Report;
            worker.AddHandler(handler);
            await worker.StartAsync(judge.Stop);
            Console.WriteLine("ready");
            await worker.RunAsync(judge.Stop);
            return 0;
        }
        catch (OperationCanceledException) when (judge.Stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (GatewayException e)
        {
            ProcessLog.Write($"The worker ended: {e}");
            return 3;
        }
    }

    private static void Report(GatewayError error)
    {
        ProcessLog.Write($"{error}");
        if (error.Message.Contains("is now a dead letter", StringComparison.Ordinal))
        {
            Console.WriteLine(DeadLetter);
        }
    }
}
