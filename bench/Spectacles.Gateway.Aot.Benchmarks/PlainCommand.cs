namespace Spectacles.Gateway.Benchmarks;

/// <summary>A command as a plain class.</summary>
/// <typeparam name="T">The data of the command.</typeparam>
internal sealed class PlainCommand<T>
{
    public int Op { get; set; }

    public T? D { get; set; }
}
