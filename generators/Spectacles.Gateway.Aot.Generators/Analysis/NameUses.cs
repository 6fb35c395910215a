using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Spectacles.Gateway.Generators;

/// <summary>The names that a file uses: those of types not inside the types themselves.</summary>
/// <remarks>A file is read once: most files of a project do not change between two compilations.</remarks>
internal sealed class NameUses : CSharpSyntaxWalker
{
    private static readonly ConditionalWeakTable<SyntaxTree, NameUses> Known = new();

    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly HashSet<string> members = new(StringComparer.Ordinal);
    private readonly List<string> inside = [];

    private NameUses()
    {
    }

    public static NameUses Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!Known.TryGetValue(tree, out var uses))
        {
            var found = new NameUses();
            found.Visit(tree.GetRoot(cancellationToken));
            uses = Known.GetValue(tree, _ => found);
        }

        return uses;
    }

    public bool Contains(string name) => names.Contains(name);

    /// <summary>Whether it contains <c>type.member</c>.</summary>
    public bool Contains(string type, string member) => members.Contains($"{type}.{member}");

    public override void VisitClassDeclaration(ClassDeclarationSyntax node) => VisitInside(node, () => base.VisitClassDeclaration(node));

    public override void VisitRecordDeclaration(RecordDeclarationSyntax node) => VisitInside(node, () => base.VisitRecordDeclaration(node));

    public override void VisitIdentifierName(IdentifierNameSyntax node) => Add(node);

    public override void VisitGenericName(GenericNameSyntax node)
    {
        Add(node);
        base.VisitGenericName(node);
    }

    public override void VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        var type = node.Expression as SimpleNameSyntax ?? (node.Expression as MemberAccessExpressionSyntax)?.Name;
        if (type is not null)
        {
            members.Add($"{type.Identifier.ValueText}.{node.Name.Identifier.ValueText}");
        }

        base.VisitMemberAccessExpression(node);
    }

    private void Add(SimpleNameSyntax name)
    {
        if (!inside.Contains(name.Identifier.ValueText))
        {
            names.Add(name.Identifier.ValueText);
        }
    }

    private void VisitInside(TypeDeclarationSyntax type, Action visit)
    {
        inside.Add(type.Identifier.ValueText);
        visit();
        inside.RemoveAt(inside.Count - 1);
    }
}
