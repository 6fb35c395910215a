using System.Diagnostics;
using System.Globalization;
using FleetSoak.Fleet;

namespace FleetSoak.Judge;

/// <summary>One node or worker: its process, which is started again whenever it has ended.</summary>
/// <param name="name">The name of the node or the worker.</param>
/// <param name="command">How the process is started.</param>
/// <param name="log">What the processes write on standard error.</param>
/// <param name="receive">Receives the lines that the process reports.</param>
internal sealed class ChildProcess(string name, ChildCommand command, TextWriter log, Action<string> receive) : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    /// <summary>Before a process starts again that has not found NATS.</summary>
    private static readonly TimeSpan StartPause = TimeSpan.FromMilliseconds(500);

    private Process? process;
    private TaskCompletionSource ready = new();
    private TaskCompletionSource nextSave = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long readySince;
    private bool isEndExpected;

    public string Name => name;

    /// <summary>Whether it is a process of <c>spectacles gateway</c>.</summary>
    public bool IsCli => command.IsCli;

    public int Starts { get; private set; }

    /// <summary>How often the process has ended although nobody has told it to.</summary>
    public int EndedByItself { get; private set; }

    /// <summary>Whether a fault is at work.</summary>
    public bool IsDisturbed { get; set; }

    /// <summary>Whether the process runs and has said that it is ready.</summary>
    public bool IsReady => ready.Task.IsCompletedSuccessfully && process is { HasExited: false };

    /// <summary>The time since the process was ready.</summary>
    public TimeSpan Age => TimeProvider.System.GetElapsedTime(readySince);

    /// <summary>How often it has reported that sequences were skipped.</summary>
    public int Gaps { get; private set; }

    /// <summary>The number of records that it has given up.</summary>
    public int DeadLetters { get; private set; }

    public void Start()
    {
        Starts++;
        isEndExpected = false;
        var isReady = ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var next = new Process
        {
            StartInfo = command.Start(),
            EnableRaisingEvents = true,
        };
        next.OutputDataReceived += (_, line) => Receive(line.Data, isReady);
        next.ErrorDataReceived += (_, line) => Log(line.Data);
        next.Exited += (sender, _) => NoteEnd((Process)sender!);
        next.Start();

        // Faults of other tasks use it from here on.
        process = next;
        next.BeginOutputReadLine();
        next.BeginErrorReadLine();
    }

    public Task WhenReadyAsync(TimeSpan timeout) => ready.Task.WaitAsync(timeout, TimeProvider.System);

    /// <summary>Waits until the node saves sessions of a group, at most for a while.</summary>
    public async Task WhenSavedAsync(TimeSpan timeout)
    {
        var saved = Volatile.Read(ref nextSave).Task.WaitAsync(timeout, TimeProvider.System);
        await saved.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends the process as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        isEndExpected = true;
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Sends SIGTERM, and waits until the process has ended.</summary>
    public async Task TerminateAsync()
    {
        isEndExpected = true;
        await SignalAsync("TERM");
        await process!.WaitForExitAsync().WaitAsync(StopTimeout, TimeProvider.System);
    }

    /// <summary>Sends a signal, such as <c>STOP</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [string.Create(CultureInfo.InvariantCulture, $"-{signal}"), $"{process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Sends a line to the process, unless it has ended.</summary>
    public async Task TellAsync(string line)
    {
        try
        {
            await process!.StandardInput.WriteLineAsync(line);
            await process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It was killed a moment ago.
        }
    }

    /// <summary>Tells a node to hand its groups over.</summary>
    public Task DrainAsync() => IsCli ? command.DrainAsync() : TellAsync(NodeProgram.Drain);

    public async ValueTask DisposeAsync()
    {
        // A process that is about to start again would outlive this one.
        isEndExpected = true;
        if (process is { HasExited: false })
        {
            await KillAsync();
        }
    }

    private void Receive(string? line, TaskCompletionSource isReady)
    {
        if (line?.StartsWith(command.ReadyLine, StringComparison.Ordinal) == true)
        {
            readySince = TimeProvider.System.GetTimestamp();
            isReady.TrySetResult();
        }
        else if (line == NodeProgram.Saved)
        {
            var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Exchange(ref nextSave, next).TrySetResult();
        }
        else if (line == NodeProgram.Gap)
        {
            Gaps++;
        }
        else if (line == WorkerProgram.DeadLetter)
        {
            DeadLetters++;
        }
        else if (line is not null && !IsCli)
        {
            receive(line);
        }
    }

    private async void NoteEnd(Process ended)
    {
        if (isEndExpected)
        {
            return;
        }

        if (IsCli && !IsReady && ended.ExitCode == ChildCommand.TryAgain)
        {
            await Task.Delay(StartPause, TimeProvider.System);
            if (!isEndExpected)
            {
                Start();
            }
        }
        else
        {
            EndedByItself++;
            Log($"ended by itself with {ended.ExitCode}");
            Start();
        }
    }

    private void Log(string? line)
    {
        if (line is not null)
        {
            lock (log)
            {
                log.WriteLine($"{name}: {line}");
            }
        }
    }
}
