using System.Numerics;

namespace Fuzz.Targets;

/// <summary>Sizes in outcomes, rounded so that there are only a few.</summary>
internal static class InputSize
{
    /// <summary>Returns the next power of two that is not smaller.</summary>
    public static int Of(int length) => length == 0 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)length);
}
