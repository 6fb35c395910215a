namespace Spectacles.Gateway;

/// <summary>What a bot may use of the memory that its process has.</summary>
internal static class MemoryShare
{
    private const int Smallest = 16 * 1024 * 1024;
    private const int Largest = 64 * 1024 * 1024;

    /// <summary>The largest message that is handled by default.</summary>
    /// <param name="available">The memory of the process in bytes. In a container .NET counts three quarters of the container's limit, unless told otherwise.</param>
    public static int OfMessage(long available) => (int)Math.Clamp(available / 16, Smallest, Largest);
}
