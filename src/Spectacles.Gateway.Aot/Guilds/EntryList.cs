using System.Collections.Immutable;

namespace Spectacles.Gateway;

/// <summary>Lists of the parts of a guild, which are replaced when a part changes.</summary>
internal static class EntryList
{
    /// <summary>Returns the entry with an id; null for none.</summary>
    public static T? Find<T>(ImmutableArray<T> list, Snowflake id, Func<T, Snowflake> idOf) where T : struct
    {
        foreach (var entry in list)
        {
            if (idOf(entry) == id)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>Returns the list with an entry added, or in the place of the one with its id; null removes that one.</summary>
    public static ImmutableArray<T> With<T>(ImmutableArray<T> list, Snowflake id, T? entry, Func<T, Snowflake> idOf) where T : struct
    {
        var others = ImmutableArray.CreateBuilder<T>(list.Length + 1);
        int at = -1;
        foreach (var one in list)
        {
            if (idOf(one) == id)
            {
                at = others.Count;
            }
            else
            {
                others.Add(one);
            }
        }

        if (entry is { } added)
        {
            others.Insert(at < 0 ? others.Count : at, added);
        }

        return others.ToImmutable();
    }
}
