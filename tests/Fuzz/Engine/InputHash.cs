namespace Fuzz.Engine;

/// <summary>
/// A hash of the input. The choices of an execution depend on it alone, so a saved input repeats them.
/// </summary>
internal static class InputHash
{
    /// <remarks>http://www.isthe.com/chongo/tech/comp/fnv/ (FNV-1a, 32 bits)</remarks>
    public static int Of(ReadOnlySpan<byte> input)
    {
        uint hash = 2166136261;
        foreach (byte b in input)
        {
            hash = (hash ^ b) * 16777619;
        }

        return (int)(hash & int.MaxValue);
    }
}
