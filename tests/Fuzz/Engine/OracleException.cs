namespace Fuzz.Engine;

/// <summary>The result of the library differs from that of the oracle.</summary>
internal sealed class OracleException(string message) : Exception(message)
{
    public static void ThrowUnless(bool condition, string message)
    {
        if (!condition)
        {
            throw new OracleException(message);
        }
    }
}
