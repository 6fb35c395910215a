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
        bool isAny = false;
        await foreach (var letter in Letters.ListAsync(workerGroup, cancellationToken))
        {
            if (!isAny)
            {
                isAny = true;
                await Output.WriteLineAsync(LetterLine.Heading);
            }

            await Output.WriteLineAsync(LetterLine.Describe(letter, time.GetUtcNow()));
        }

        return isAny ? FleetExit.Success : await SayNoneAsync(cancellationToken);
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
                ? await SayAsync($"Dead letter {only} of the worker group {workerGroup} was replayed.")
                : FleetExit.Failed;
        }

        // Those that fail again meanwhile have later numbers.
        var ids = await ReadIdsAsync(cancellationToken);
        if (ids.Count == 0)
        {
            return await SayNoneAsync(cancellationToken);
        }

        int replayed = 0;
        await foreach (var letter in Letters.ListAsync(workerGroup, cancellationToken))
        {
            replayed += ids.Contains(letter.Id) && await TryReplayAsync(letter, cancellationToken) ? 1 : 0;
        }

        await SayAsync($"{Count(replayed)} replayed to the worker group {workerGroup}.");
        return replayed == ids.Count ? FleetExit.Success : FleetExit.Failed;
    }

    /// <inheritdoc cref="ReplayAsync"/>
    public async Task<int> PurgeAsync(long? id, CancellationToken cancellationToken)
    {
        var ids = id is { } single ? [single] : await ReadIdsAsync(cancellationToken);
        int removed = 0;
        foreach (long one in ids)
        {
            removed += await Letters.RemoveAsync(workerGroup, one, cancellationToken) ? 1 : 0;
        }

        if (id is { } only)
        {
            return removed > 0
                ? await SayAsync($"Dead letter {only} of the worker group {workerGroup} was removed.")
                : await SayMissingAsync(only, cancellationToken);
        }

        return ids.Count == 0
            ? await SayNoneAsync(cancellationToken)
            : await SayAsync($"{Count(removed)} removed from the worker group {workerGroup}.");
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

        await SayMissingAsync(id, cancellationToken);
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

    private static string Count(int letters) => letters == 1 ? "1 dead letter was" : $"{letters} dead letters were";

    private async Task<int> SayAsync(string sentence)
    {
        await Output.WriteLineAsync(sentence);
        return FleetExit.Success;
    }

    /// <summary>Says that there are no letters; an error if there is no such worker group either.</summary>
    private async Task<int> SayNoneAsync(CancellationToken cancellationToken) =>
        await ExplainUnknownAsync(cancellationToken) is { } unknown
            ? await FailAsync(unknown)
            : await SayAsync($"The worker group {workerGroup} has no dead letters.");

    private async Task<int> SayMissingAsync(long id, CancellationToken cancellationToken) => await FailAsync(
        await ExplainUnknownAsync(cancellationToken)
            ?? $"the worker group {workerGroup} has no dead letter with the number {id}. See spectacles dead list --group {workerGroup}.");

    /// <summary>Returns a sentence if no worker of the group has ever started; null otherwise.</summary>
    private async Task<string?> ExplainUnknownAsync(CancellationToken cancellationToken)
    {
        string[] names = [.. (await FleetStatus.ReadWorkerGroupsAsync(engine, cancellationToken)).Select(group => group.Name)];
        return names.Contains(workerGroup) ? null
            : names.Length == 0 ? $"the fleet {engine.Plan.Name} has no worker group {workerGroup}: no worker has started yet."
            : $"the fleet {engine.Plan.Name} has no worker group {workerGroup}. Its worker groups are: {string.Join(", ", names)}.";
    }

    private async Task<int> FailAsync(string sentence)
    {
        await FleetExit.WriteErrorAsync(command, result, sentence);
        return FleetExit.Failed;
    }
}
