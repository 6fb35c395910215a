using System.Numerics;

namespace Fuzz.Targets;

/// <summary>Sizes as outcomes: a few of them, not one for each length.</summary>
internal static class InputSize
{
    /// <summary>The next power of two that is not smaller.</summary>
    public static int Of(int length) => length == 0 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)length);
}
