using System.Runtime.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Uses what a view gives. The emitted walk calls it for every property.</summary>
/// <param name="makesStrings">Whether texts are made strings too, which allocates.</param>
internal sealed class ViewWalk(bool makesStrings)
{
    private readonly byte[] buffer = new byte[4096];
    private readonly char[] characters = new char[4096];

    public int Used { get; private set; }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Use<T>(T value) where T : allows ref struct => Used++;

    public void Use(TextView text)
    {
        Used += text.Equals("online"u8) || text.StartsWith("!ping"u8) || text.IsEmpty ? 1 : 0;
        Used += text.TryCopyTo(buffer, out int written) ? written : 0;
        Used += text.TryCopyTo(characters, out int length) ? length : 0;
        if (makesStrings)
        {
            Used += text.ToString().Length;
        }
    }

    public void Use(JsonView json)
    {
        Used += json.HasValue ? json.Utf8.Length : 0;
        if (makesStrings)
        {
            Used += json.ToJsonText().Utf8.Length;
        }
    }

    public void Use(ScalarView scalar)
    {
        if (scalar.Kind == ScalarKind.Text)
        {
            Use(scalar.AsString);
        }
        else
        {
            Used += scalar.AsDouble is null ? 0 : 1;
            Used += scalar.AsBoolean is true ? 1 : 0;
        }
    }
}
