using System.CommandLine;
using Spectacles.Gateway.Cli.Fleets;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.DeadLetters;

/// <summary>The commands for the dead letters of a worker group. Each returns an exit code.</summary>
internal sealed class DeadLetterRun(IFleetEngine engine, string workerGroup, TimeProvider time, ParseResult result, string command)
{
    private IDeadLetters Letters => engine.Events.DeadLetters;

    private TextWriter Output => result.InvocationConfiguration.Output;

    public async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        await Output.WriteLineAsync(LetterLine.Heading);
        await foreach (var letter in Letters.ListAsync(workerGroup, cancellationToken))
        {
            await Output.WriteLineAsync(LetterLine.Describe(letter, time.GetUtcNow()));
        }

        return FleetExit.Success;
    }

    public async Task<int> ShowAsync(long id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } letter)
        {
            return FleetExit.Failed;
        }

        bool isComplete = FleetEvents.TryRead(letter.Record.Span, out var events);
        foreach (var one in events)
        {
            await Output.WriteLineAsync(LetterJson.Describe(one));
        }

        if (!isComplete)
        {
            await FleetExit.WriteErrorAsync(command, result, "the record is not complete, or of another version.");
        }

        return isComplete ? FleetExit.Success : FleetExit.Failed;
    }

    /// <param name="id">The letter; null for all.</param>
    /// <param name="cancellationToken">Cancels the rest.</param>
    public async Task<int> ReplayAsync(long? id, CancellationToken cancellationToken)
    {
        if (id is { } only)
        {
            return await FindAsync(only, cancellationToken) is { } letter && await TryReplayAsync(letter, cancellationToken)
                ? await SayAsync("replayed", 1)
                : FleetExit.Failed;
        }

        // Those that fail again meanwhile have later numbers.
        var ids = await ReadIdsAsync(cancellationToken);
        int replayed = 0;
        await foreach (var letter in Letters.ListAsync(workerGroup, cancellationToken))
        {
            replayed += ids.Contains(letter.Id) && await TryReplayAsync(letter, cancellationToken) ? 1 : 0;
        }

        await SayAsync("replayed", replayed);
        return replayed == ids.Count ? FleetExit.Success : FleetExit.Failed;
    }

    /// <inheritdoc cref="ReplayAsync"/>
    public async Task<int> PurgeAsync(long? id, CancellationToken cancellationToken)
    {
        var ids = id is { } only ? [only] : await ReadIdsAsync(cancellationToken);
        int removed = 0;
        foreach (long one in ids)
        {
            removed += await Letters.RemoveAsync(workerGroup, one, cancellationToken) ? 1 : 0;
        }

        if (id is { } missing && removed == 0)
        {
            await SayMissingAsync(missing);
            return FleetExit.Failed;
        }

        return await SayAsync("purged", removed);
    }

    private async Task<bool> TryReplayAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (await FleetDeadLetters.TryReplayAsync(engine, workerGroup, letter, cancellationToken))
        {
            return true;
        }

        await FleetExit.WriteErrorAsync(
            command, result, $"dead letter {letter.Id} can't be replayed: its record is not complete, or of another version.");
        return false;
    }

    private async Task<DeadLetter?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await foreach (var letter in Letters.ListAsync(workerGroup, cancellationToken))
        {
            if (letter.Id == id)
            {
                return letter;
            }
        }

        await SayMissingAsync(id);
        return null;
    }

    private async Task<HashSet<long>> ReadIdsAsync(CancellationToken cancellationToken)
    {
        var ids = new HashSet<long>();
        await foreach (var letter in Letters.ListAsync(workerGroup, cancellationToken))
        {
            ids.Add(letter.Id);
        }

        return ids;
    }

    private async Task<int> SayAsync(string what, int count)
    {
        await Output.WriteLineAsync($"{what}: {count}");
        return FleetExit.Success;
    }

    private Task SayMissingAsync(long id) =>
        FleetExit.WriteErrorAsync(command, result, $"the worker group {workerGroup} has no dead letter {id}.");
}
