namespace Spectacles.Gateway;

/// <summary>The share of its process's memory that a bot may use.</summary>
internal static class MemoryShare
{
    private const int Smallest = 16 * 1024 * 1024;
    private const int Largest = 64 * 1024 * 1024;

    /// <summary>Returns the default for the largest message that is handled.</summary>
    /// <param name="available">
    /// The memory of the process in bytes. In a container, .NET uses three quarters of the container's limit by default.
    /// </param>
    public static int OfMessage(long available) => (int)Math.Clamp(available / 16, Smallest, Largest);
}
