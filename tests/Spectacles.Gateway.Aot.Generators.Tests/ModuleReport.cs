using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>What the generators report for the members of a class that answers interactions.</summary>
internal static class ModuleReport
{
    /// <summary>The directives of a file with such a class.</summary>
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Spectacles.Gateway.Events;
        using Spectacles.Gateway.Interactions;
        """;

    /// <summary>The message of the only diagnostic, which has an id.</summary>
    public static string Message(string id, string members)
    {
        var diagnostic = Assert.Single(Report(members));
        Assert.Equal(id, diagnostic.Id);
        return diagnostic.GetMessage();
    }

    /// <summary>All diagnostics of a class <c>A</c> with members.</summary>
    public static IReadOnlyList<Diagnostic> Report(string members) =>
        new Project().With("Input.cs", $"{Usings}\npublic partial class A\n{{\n{members}\n}}").Report();
}
