using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Fleet.Tests;

internal sealed class SabotagedDeadLetters(Sabotage sabotage, IDeadLetters inner) : IDeadLetters
{
    public ValueTask<long> CountAsync(string workerGroup, CancellationToken cancellationToken) =>
        sabotage == Sabotage.BuriedIsDeliveredAgain ? ValueTask.FromResult(1L) : inner.CountAsync(Group(workerGroup), cancellationToken);

    public async IAsyncEnumerable<DeadLetter> ListAsync(
        string workerGroup, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var letters = await inner.ListAsync(Group(workerGroup), cancellationToken).ToListAsync(cancellationToken);
        if (sabotage == Sabotage.DeadLettersNewestFirst)
        {
            letters.Reverse();
        }

        for (int i = 0; i < letters.Count; i++)
        {
            yield return sabotage == Sabotage.DeadLetterIdUsedAgain ? letters[i] with { Id = i } : letters[i];
        }
    }

    public async ValueTask<bool> RemoveAsync(string workerGroup, long id, CancellationToken cancellationToken)
    {
        if (sabotage == Sabotage.DeadLetterIdUsedAgain)
        {
            var letters = await inner.ListAsync(workerGroup, cancellationToken).ToListAsync(cancellationToken);
            return id < letters.Count && await inner.RemoveAsync(workerGroup, letters[(int)id].Id, cancellationToken);
        }

        return sabotage == Sabotage.DeadLetterNotRemoved || await inner.RemoveAsync(Group(workerGroup), id, cancellationToken);
    }

    private string Group(string workerGroup) => sabotage == Sabotage.DeadLettersOfAllGroups ? "workers" : workerGroup;
}
