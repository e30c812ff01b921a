using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>Numbers the places that handles come from. In a loop the handle of the round before has a number of its own.</summary>
internal sealed class HandleOrigins
{
    private readonly Dictionary<(SyntaxNode Syntax, int Index), int> _numbers = [];
    private readonly List<HandleOrigin> _origins = [];

    public HandleOrigin this[int id] => _origins[(id / 2) - 1];

    /// <summary>The number of the newest handle from a place.</summary>
    /// <param name="index">Tells apart what one expression gives.</param>
    /// <param name="origin">What to remember of the place.</param>
    public int NumberOf(HandleOrigin origin, int index = 0)
    {
        if (!_numbers.TryGetValue((origin.Syntax, index), out int number))
        {
            number = (_origins.Count + 1) * 2;
            _numbers.Add((origin.Syntax, index), number);
            _origins.Add(origin);
        }

        return number;
    }

    /// <summary>The number of the handle that the same place gave in the round before.</summary>
    public static int Older(int id) => id | 1;
}
