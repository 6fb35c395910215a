using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Fleet;

/// <summary>The dead letters of a broker in memory, as one process reaches them.</summary>
internal sealed class MemoryDeadLettersOfLink(MemoryDeadLetters letters, MemoryLink link) : IDeadLetters
{
    public async ValueTask<long> CountAsync(string workerGroup, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        return letters.List(workerGroup).Length;
    }

    public async IAsyncEnumerable<DeadLetter> ListAsync(
        string workerGroup, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        foreach (var letter in letters.List(workerGroup))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return letter;
        }
    }

    public async ValueTask<bool> RemoveAsync(string workerGroup, long id, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        return letters.Remove(workerGroup, id);
    }
}
