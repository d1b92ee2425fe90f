export type PrintToPdf = {
  landscape?: boolean; printBackground?: boolean; preferCSSPageSize?: boolean; generateTaggedPDF?: boolean
  pageSize?: string | { width: number; height: number }; margins?: { top?: number; bottom?: number; left?: number; right?: number }
}

const inches: Readonly<Record<string, [number, number]>> = { A4: [8.27, 11.69], A5: [5.83, 8.27], Letter: [8.5, 11] }

/** Electron's printToPDF options in the words of CDP's Page.printToPDF; sizes are inches in both. */
export const pdfOptions = ({ landscape, printBackground, preferCSSPageSize, generateTaggedPDF, pageSize, margins }: PrintToPdf): Record<string, unknown> => {
  const [paperWidth, paperHeight] = typeof pageSize === 'object' ? [pageSize.width, pageSize.height] : (inches[pageSize ?? 'Letter'] ?? inches['Letter']!)
  return {
    landscape: landscape ?? false, printBackground: printBackground ?? false, preferCSSPageSize: preferCSSPageSize ?? false,
    generateTaggedPDF: generateTaggedPDF ?? false, paperWidth, paperHeight,
    marginTop: margins?.top ?? 0.4, marginBottom: margins?.bottom ?? 0.4, marginLeft: margins?.left ?? 0.4, marginRight: margins?.right ?? 0.4,
  }
}
