using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Limits the memory that reading one text into models may allocate, so that a short text of many empty objects cannot exhaust a process.</summary>
/// <remarks>It asks the runtime what the thread has allocated, once for every few objects: the objects themselves, their texts and the lists that grow around them all count.</remarks>
internal struct AllocationBudget
{
    /// <summary>Any text may allocate this.</summary>
    public const long Least = 4 << 20;

    /// <summary>A larger text may allocate this many times its size. The most that payloads of Discord's have been seen to need is a seventh of it.</summary>
    public const int Multiple = 16;

    private const int ObjectsBetweenChecks = 64;
    private int objects;
    private long limit;

    /// <summary>What a text of a length may allocate.</summary>
    public static long Of(int length) => Math.Max(Least, (long)Multiple * length);

    /// <summary>Another object of a text is about to be read.</summary>
    /// <exception cref="JsonException">The objects before it have used up the budget.</exception>
    public void Count(int length)
    {
        if (++objects % ObjectsBetweenChecks == 0)
        {
            Check(length);
        }
    }

    private void Check(int length)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        if (limit == 0)
        {
            limit = allocated + Of(length);
        }
        else if (allocated > limit)
        {
            throw new JsonException(
                $"the model needs more than {Of(length):N0} bytes of memory, which is the limit for a text of {length:N0} bytes. Handle the event by its view or its bytes if it really is that large.");
        }
    }
}
