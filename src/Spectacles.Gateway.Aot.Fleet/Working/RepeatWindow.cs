using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The last events of one shard that a worker has begun and not failed to handle, so that an event that is in the log twice is handled
/// once. A repeat that is further back than the window is handled again. Not thread-safe.
/// </summary>
internal sealed class RepeatWindow
{
    /// <summary>In events. A node repeats at most what it has appended within a few seconds.</summary>
    private const int Size = 1024;

    private Bits begun;
    private ulong session;
    private long top = -1;

    /// <summary>Notes an event.</summary>
    /// <param name="sessionTag">The session.</param>
    /// <param name="sequence">The event's sequence in the session.</param>
    /// <param name="isLate">Whether the event is delivered or tried again: its session may be a former one, which has ended.</param>
    /// <returns>Whether it is new. An event of another session is.</returns>
    public bool TryBegin(ulong sessionTag, long sequence, bool isLate)
    {
        if (isLate && sessionTag != session && top >= 0)
        {
            return true;
        }

        if (sessionTag != session || top < 0)
        {
            session = sessionTag;
            top = sequence;
            begun = default;
        }
        else if (sequence > top)
        {
            Advance(sequence);
        }
        else if (sequence <= top - Size)
        {
            return true;
        }

        ulong bit = 1UL << (int)(sequence % 64);
        ref ulong word = ref begun[(int)(sequence % Size) / 64];
        bool isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }

    /// <summary>
    /// Forgets an event that was not handled: a broker that has forgotten a delivery may deliver it as if for the first time.
    /// </summary>
    public void Forget(ulong sessionTag, long sequence)
    {
        if (sessionTag == session && sequence <= top && sequence > top - Size)
        {
            begun[(int)(sequence % Size) / 64] &= ~(1UL << (int)(sequence % 64));
        }
    }

    private void Advance(long sequence)
    {
        if (sequence - top >= Size)
        {
            begun = default;
        }
        else
        {
            for (long ahead = sequence - top - 1; ahead >= 0; ahead--)
            {
                long one = sequence - ahead;
                begun[(int)(one % Size) / 64] &= ~(1UL << (int)(one % 64));
            }
        }

        top = sequence;
    }

    /// <summary>In the object itself: there are as many windows as shards.</summary>
    [InlineArray(Size / 64)]
    private struct Bits
    {
        private ulong first;
    }
}
