namespace Spectacles.Gateway.Interactions;

/// <summary>Where an interaction was answered, as the compiler tells it.</summary>
/// <param name="Member">The method.</param>
/// <param name="File">The path of its source file when it was compiled.</param>
/// <param name="Line">The line.</param>
internal readonly record struct CallSite(string Member, string File, int Line)
{
    /// <summary>Returns the method with the name of the file, without its path, and the line.</summary>
    public override string ToString() => Line == 0 ? Member : $"{Member} ({File[(File.AsSpan().LastIndexOfAny('/', '\\') + 1)..]}:{Line})";
}
