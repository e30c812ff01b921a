using System.Runtime.CompilerServices;

namespace LayerKit.Testing;

/// <summary>What checks are made of.</summary>
internal static class Require
{
    public static void True(bool condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        if (!condition)
        {
            throw new ConformanceException($"expected: {text}");
        }
    }

    public static void Equal<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string text = "")
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new ConformanceException($"{text}: expected {Show(expected)}, found {Show(actual)}");
        }
    }

    public static void Null(object? actual, [CallerArgumentExpression(nameof(actual))] string text = "") => Equal(null, actual, text);

    /// <summary>The same elements, each as often, in any order.</summary>
    public static void Same<T>(IEnumerable<T> expected, IEnumerable<T> actual, [CallerArgumentExpression(nameof(actual))] string text = "")
    {
        List<T> missing = [.. expected];
        List<T> further = [];
        HashSet<T> wanted = [.. missing];
        foreach (T item in actual)
        {
            if (!wanted.Remove(item))
            {
                further.Add(item);
            }
        }

        if (wanted.Count + further.Count > 0)
        {
            throw new ConformanceException($"{text}: {wanted.Count} missing ({Some(wanted)}), {further.Count} too many ({Some(further)})");
        }
    }

    public static void Empty<T>(IEnumerable<T> actual, [CallerArgumentExpression(nameof(actual))] string text = "") => Same([], actual, text);

    public static T Throws<T>(Action action, [CallerArgumentExpression(nameof(action))] string text = "")
        where T : Exception
    {
        try
        {
            action();
        }
        catch (T expected)
        {
            return expected;
        }
        catch (Exception other) when (other is not OutOfMemoryException)
        {
            throw new ConformanceException($"{text}: expected {typeof(T).Name}, found {other.GetType().Name}: {other.Message}", other);
        }

        throw new ConformanceException($"{text}: expected {typeof(T).Name}, found no exception");
    }

    private static string Some<T>(IEnumerable<T> items) => string.Join(", ", items.Take(3).Select(Show));

    private static string Show<T>(T value) => value is null ? "null" : $"'{value}'";
}
