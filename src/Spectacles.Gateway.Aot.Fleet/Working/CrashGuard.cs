using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Finds the record that ends the process that handles it. The broker counts deliveries, but not whether calls have begun. So for a record
/// that was delivered unusually often, the guard notes in the shared state that its calls begin, and removes the note after the answer: a
/// note that remains means that the process has ended in between. If the answer fails, only this beginning is taken back.
/// </summary>
/// <remarks>Such records of one partition are handled one after the other, so that no other one is suspected with them.</remarks>
/// <param name="worker">The worker.</param>
/// <param name="partition">The partition.</param>
internal sealed class CrashGuard(FleetWorker worker, int partition)
{
    /// <summary>The number of records that are noted. One more replaces the oldest.</summary>
    private const int MostNotes = 64;

    private const int MostAttempts = 100;

    private readonly CallChains<int> handling = new();
    private readonly string key = FleetAddresses.CrashesOf(worker.Group, partition);

    /// <summary>Handles a record, unless the worker stops before its turn.</summary>
    /// <param name="record">The record. The same record has the same bytes.</param>
    /// <param name="handle">Handles it and answers it. It gets the number of earlier calls that have begun and were not answered.</param>
    /// <returns>Whether it was handled.</returns>
    public Task<bool> TryHandleAsync(ReadOnlyMemory<byte> record, Func<int, Task> handle) =>
        handling.AddAsync(partition, async () =>
        {
            if (worker.Stopping.IsCancellationRequested)
            {
                return false;
            }

            string id = Convert.ToHexStringLower(SHA256.HashData(record.Span).AsSpan(0, 8));
            int crashes = await ChangeAsync(id, count => count + 1).ConfigureAwait(false) - 1;
            try
            {
                await handle(crashes).ConfigureAwait(false);
            }
            catch
            {
                // The process lives: only the answer has failed.
                await TryChangeAsync(id, count => count - 1).ConfigureAwait(false);
                throw;
            }

            await TryChangeAsync(id, _ => 0).ConfigureAwait(false);
            return true;
        });

    /// <summary>Changes a note after the answer, or reports that it remains: the record has been handled.</summary>
    private async Task TryChangeAsync(string id, Func<int, int> change)
    {
        try
        {
            await ChangeAsync(id, change).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever an engine throws, it does not change what has become of the record.
        catch (Exception e)
#pragma warning restore CA1031
        {
            worker.Report(
                $"The note that a record of partition {partition} has begun could not be removed, so that it counts as one end of the "
                + $"process if the record is delivered again: {e.Message}",
                e);
        }
    }

    private async Task<int> ChangeAsync(string id, Func<int, int> change)
    {
        var state = worker.Engine.SharedState;
        for (int i = 0; i < MostAttempts; i++)
        {
            var found = await state.ReadAsync(key, CancellationToken.None).ConfigureAwait(false);
            var notes = found is null ? [] : Read(found.Value.Span);
            int count = change(notes.Find(note => note.Id == id).Count);
            notes.RemoveAll(note => note.Id == id);
            if (count > 0)
            {
                notes.Add((id, count));
            }

            byte[] value = Write(notes.TakeLast(MostNotes));
            if (await state.TryWriteAsync(key, value, found?.Revision ?? 0, CancellationToken.None).ConfigureAwait(false) is not null)
            {
                return count;
            }
        }

        throw new FleetException($"The notes on partition {partition} could not be written: others change them all the time.");
    }

    /// <summary>One note in each line: the record, a space, and how often its calls have begun. Other lines are left out.</summary>
    private static List<(string Id, int Count)> Read(ReadOnlySpan<byte> value)
    {
        List<(string Id, int Count)> notes = [];
        foreach (string line in Encoding.UTF8.GetString(value).Split('\n'))
        {
            string[] words = line.Split(' ');
            if (words.Length == 2 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count))
            {
                notes.Add((words[0], count));
            }
        }

        return notes;
    }

    private static byte[] Write(IEnumerable<(string Id, int Count)> notes) => Encoding.UTF8.GetBytes(
        string.Join('\n', notes.Select(note => string.Create(CultureInfo.InvariantCulture, $"{note.Id} {note.Count}"))));
}
