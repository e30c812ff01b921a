using System.Globalization;
using System.Text;
using LayerKit.Generators.Emit;
using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Reading;

/// <summary>Says how the value of a property's type is written by a user.</summary>
internal static class OptionTypeReader
{
    private static readonly HashSet<string> ListTypes =
    [
        "System.Collections.Generic.IEnumerable`1", "System.Collections.Generic.IReadOnlyCollection`1", "System.Collections.Generic.IReadOnlyList`1",
        "System.Collections.Generic.ICollection`1", "System.Collections.Generic.IList`1", "System.Collections.Generic.List`1",
        "System.Collections.Immutable.ImmutableArray`1",
    ];

    /// <summary>The type of one value, the expression that makes its syntax, and the shape of the property; null when the type is not supported.</summary>
    public static (string Value, string Syntax, OptionShape Shape)? Read(ITypeSymbol type, AttributeData attribute, Compilation compilation)
    {
        (ITypeSymbol value, OptionShape shape) = type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => (array.ElementType, OptionShape.List),
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => (nullable.TypeArguments[0], OptionShape.Nullable),
            INamedTypeSymbol list when ListTypes.Any(list.Is) => (list.TypeArguments[0], OptionShape.List),
            _ => (type, OptionShape.Single),
        };
        value = value.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        return Syntax(value, attribute, compilation) is { } syntax ? (value.Written(), Names.OptionText + "." + syntax, shape) : null;
    }

    private static string? Syntax(ITypeSymbol type, AttributeData attribute, Compilation compilation)
    {
        string written = type.Written();
        return type switch
        {
            { SpecialType: SpecialType.System_Boolean } => "Bool",
            { SpecialType: SpecialType.System_String } => "Text",
            { SpecialType: SpecialType.System_Double } => $"Number({Range(attribute, "d")})",
            { SpecialType: SpecialType.System_Int64 } => $"WholeNumber<long>({Range(attribute, "L")})",
            { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } => $"WholeNumber<{written}>({Range(attribute, "")})",
            _ when type.Is(WellKnownNames.ByteSize) => $"Size({Range(attribute, "L")})",
            _ when type.Is("System.TimeSpan") => $"Duration({Range(attribute, "d")})",
            _ when type.Is("System.IO.UnixFileMode") => "FileMode",
            INamedTypeSymbol { TypeKind: TypeKind.Enum } choices when compilation.IsSymbolAccessibleWithin(choices, compilation.Assembly) =>
                $"Choice<{written}>({string.Join(", ", Members(choices).Select(member => $"({Literal.Of(Snake(member.Name))}, {written}.@{member.Name})"))})",
            INamedTypeSymbol parsable when compilation.IsSymbolAccessibleWithin(parsable, compilation.Assembly) && ParsesItself(parsable) => $"Parsable<{written}>()",
            _ => null,
        };
    }

    private static IEnumerable<IFieldSymbol> Members(INamedTypeSymbol choices) => choices.GetMembers().OfType<IFieldSymbol>().Where(member => member.HasConstantValue);

    private static bool ParsesItself(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(candidate => candidate.Is("System.IParsable`1") && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], type));

    /// <summary>The named arguments that carry Min and Max, as literals with a suffix.</summary>
    private static string Range(AttributeData attribute, string suffix)
    {
        List<string> bounds = [];
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key is "Min" or "Max" && argument.Value.Value is double bound && !double.IsInfinity(bound) && !double.IsNaN(bound))
            {
                string digits = suffix == "d" ? bound.ToString("R", CultureInfo.InvariantCulture) : ((decimal)bound).ToString("F0", CultureInfo.InvariantCulture);
                bounds.Add($"{argument.Key.ToLowerInvariant()}: {digits}{suffix}");
            }
        }

        return string.Join(", ", bounds);
    }

    private static string Snake(string name)
    {
        var word = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
            {
                word.Append('_');
            }

            word.Append(char.ToLowerInvariant(name[i]));
        }

        return word.ToString();
    }
}
