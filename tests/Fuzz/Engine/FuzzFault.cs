namespace Fuzz.Engine;

/// <summary>The oracle disagrees with the library.</summary>
internal sealed class FuzzFault(string message) : Exception(message)
{
    public static void Unless(bool condition, string message)
    {
        if (!condition)
        {
            throw new FuzzFault(message);
        }
    }
}
