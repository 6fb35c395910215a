namespace Spectacles.Gateway.Rest;

/// <summary>Writes values into the path of a request.</summary>
internal static class RestPath
{
    /// <summary>
    /// Returns a path parameter with everything escaped that could end it or change the path. Returns the same instance when there is
    /// nothing to escape.
    /// </summary>
    /// <exception cref="ArgumentException">The value is empty, or names another folder.</exception>
    public static string Escape(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return value is "." or ".."
            ? throw new ArgumentException("A path parameter must not be \".\" or \"..\", because it would change the path.", nameof(value))
            : Uri.EscapeDataString(value);
    }
}
