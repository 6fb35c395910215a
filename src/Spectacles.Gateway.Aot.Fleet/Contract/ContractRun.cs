using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>One run of a test: a fleet with a name of its own, its connections, and the checks.</summary>
internal sealed class ContractRun(FleetContractSubject subject, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> owned = [];

    public FleetContractSubject Subject => subject;

    public CancellationToken Cancellation => cancellationToken;

    /// <summary>Eight shards in four groups: groups 0 and 2 are in partition 0, groups 1 and 3 in partition 1.</summary>
    public FleetPlan Plan { get; } = new() { Name = $"contract-{Guid.NewGuid():N}"[..25], ShardCount = 8, GroupSize = 2, Partitions = 2 };

    public async Task<IFleetEngine> ConnectAsync()
    {
        var engine = await Within(subject.ConnectAsync(Plan, cancellationToken).AsTask(), "connect");
        return Own(engine);
    }

    /// <summary>Disposes something at the end of the run.</summary>
    public T Own<T>(T resource)
        where T : IAsyncDisposable
    {
        owned.Add(resource);
        return resource;
    }

    public async Task<ContractOwner> OpenAsync(IFleetEngine engine, int group, long fence)
    {
        var appender = await Within(engine.Events.TryOpenAsync(group, fence, cancellationToken).AsTask(), "open an appender")
            ?? throw new FleetContractException($"Fence {fence} of group {group} was refused, though no owner had it or a greater one.");
        return new ContractOwner(this, Own(appender), group * Plan.GroupSize);
    }

    /// <summary>Begins to read, and returns when the broker knows the worker group.</summary>
    public async Task<ContractReader> ReadAsync(IFleetEngine engine, DeliveryQuery? query = null, int partition = 0)
    {
        var reader = Own(new ContractReader(this, engine, query ?? new DeliveryQuery { WorkerGroup = "workers" }, partition));
        await reader.BegunAsync();
        return reader;
    }

    /// <summary>Waits for something that has to happen.</summary>
    public async Task<T> Within<T>(Task<T> task, string what)
    {
        await Within((Task)task, what);
        return await task;
    }

    /// <summary>Waits for something that has to happen.</summary>
    public async Task Within(Task task, string what)
    {
        try
        {
            await task.WaitAsync(subject.Patience, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException e) when (!task.IsCompleted)
        {
            throw new FleetContractException($"After {subject.Patience.TotalSeconds:0} seconds the engine did not {what}.", e);
        }
    }

    /// <summary>Waits for something that has to become true.</summary>
    public async Task Until(Func<Task<bool>> condition, string what)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(subject.Patience);
        while (!await Within(condition(), what))
        {
            if (end.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new FleetContractException($"After {subject.Patience.TotalSeconds:0} seconds the engine did not {what}.");
            }

            await Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <summary>Waits until a task has ended with any result, but not longer than <see cref="FleetContractSubject.Patience"/>.</summary>
    public async Task Ended(Task task)
    {
        using var end = new CancellationTokenSource(subject.Patience, TimeProvider.System);
        await task.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task Delay(TimeSpan time) => Task.Delay(time, TimeProvider.System, cancellationToken);

    /// <summary>Waits for <see cref="FleetContractSubject.Pause"/>, in which the task must not complete.</summary>
    public async Task StaysOpen(Task task, string what)
    {
        if (await Task.WhenAny(task, Delay(subject.Pause)) == task)
        {
            throw new FleetContractException($"The engine did {what}, which is not right here.");
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Waits for a call that has to end because its token was canceled.</summary>
    public async Task IsCancelled(Task task, string what)
    {
        try
        {
            await Within(task, $"end {what}, though its token was cancelled");
        }
        catch (OperationCanceledException)
        {
            return;
        }

        throw new FleetContractException($"The engine completed {what}. Right is an OperationCanceledException.");
    }

    /// <summary>Compares what the engine returned with the expected value.</summary>
    public static void Equal<T>(T right, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(right, actual))
        {
            throw new FleetContractException($"{what}: the engine returned {Show(actual)}; right is {Show(right)}.");
        }
    }

    /// <summary>Compares lists of texts.</summary>
    public static void Equal(IEnumerable<string> right, IEnumerable<string> actual, string what) =>
        Equal(string.Join(' ', right), string.Join(' ', actual), what);

    public static void Check(bool isRight, string sentence)
    {
        if (!isRight)
        {
            throw new FleetContractException(sentence);
        }
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public async ValueTask DisposeAsync()
    {
        foreach (var resource in owned.AsEnumerable().Reverse())
        {
            await Ended(resource.DisposeAsync().AsTask());
        }

        await subject.RemoveAsync(Plan, CancellationToken.None);
    }

    private static string Show<T>(T value) => value switch
    {
        null => "null",
        string { Length: > 400 } text => $"\"{text[..400]} ...\"",
        string text => $"\"{text}\"",
        _ => value.ToString() ?? "",
    };
}
