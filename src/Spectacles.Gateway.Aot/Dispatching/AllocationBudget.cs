using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>
/// A limit for the memory that reading one text into models may allocate, so that a short text of many empty objects cannot exhaust a
/// process.
/// </summary>
/// <remarks>
/// Queries the thread's allocated bytes from the runtime, once for every few objects. The count includes the objects, their texts and the
/// lists that contain them.
/// </remarks>
internal struct AllocationBudget
{
    /// <summary>The minimum budget of any text, in bytes.</summary>
    public const long Least = 4 << 20;

    /// <summary>
    /// The multiple of its size that a larger text may allocate. The largest need observed in Discord's payloads is a seventh of it.
    /// </summary>
    public const int Multiple = 16;

    private const int ObjectsBetweenChecks = 64;
    private int objects;
    private long limit;

    /// <summary>Returns the budget of a text of the given length.</summary>
    public static long Of(int length) => Math.Max(Least, (long)Multiple * length);

    /// <summary>Counts another object of a text, before it is read.</summary>
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
                $"the model needs more than {Of(length):N0} bytes of memory, which is the limit for a text of {length:N0} bytes. "
                + $"Handle the event by its view or its bytes if it really is that large.");
        }
    }
}
